/** EventBridge's treatment of an event's text, and nothing else: which patterns it matches, and which input a target receives. */

export { EventPatternError } from './errors.ts';
export { type InputTemplate, inputTemplate } from './input/input-template.ts';
export { type JsonPath, jsonPath } from './input/json-path.ts';
export { isJson, isList, isObject, type JsonObject, type JsonValue, readJson } from './input/json-value.ts';
export { type InputFacts, isReservedVariable, type TargetInput, targetInput } from './input/target-input.ts';
export { comparableNumber } from './pattern/comparable-number.ts';
export { type Alternative, compilePattern } from './pattern/compile-pattern.ts';
export { Leaf } from './pattern/leaf.ts';
export { leafTest } from './pattern/leaf-test.ts';
export type { Bound, Matcher } from './pattern/matcher.ts';
export { matchesPattern, patternMatcher, type RuleIndex, ruleIndex, validatePattern } from './rule-index.ts';
