import { isExpression, readExpression } from '../jsonata/expression.ts';
import { readJsonataAssign, readOptional } from '../jsonata/jsonata-flow.ts';
import { readCondition } from '../jsonpath/condition.ts';
import { readJsonPathAssign } from '../jsonpath/jsonpath-flow.ts';
import { BOOLEAN, typedField } from '../typed-values.ts';
import { DefinitionError } from './definition-error.ts';
import type { QueryLanguage } from './dynamic-field.ts';
import type { Fields } from './fields.ts';
import type { ChoiceRule, Flow } from './state-machine.ts';

/** The rules of a Choice state, in evaluation order. */
export const readChoices = (state: Fields, language: QueryLanguage, flow: Flow): readonly ChoiceRule[] => {
  const rules = state.objects('Choices');
  if (rules.length === 0) throw new DefinitionError('Expected at least one choice rule', `${state.path}/Choices`);
  return rules.map((rule, index) => (language === 'JSONata' ? readJsonataRule(rule, `Choices[${index}]`) : readJsonPathRule(rule, flow)));
};

const readJsonataRule = (rule: Fields, location: string): ChoiceRule => {
  rule.only(['Condition', 'Next', 'Assign', 'Output', 'Comment'], 'a choice rule in JSONata');
  const condition = rule.get('Condition');
  const place = `${location}/Condition`;
  const assign = readJsonataAssign(rule, `${location}/Assign`);
  // The state's own Output and Assign are those of its Default.
  const output = readOptional(rule, 'Output', `${location}/Output`) ?? (async ({ input }) => input);
  const parts = { next: rule.text('Next'), output, ...(assign === undefined ? {} : { assign }) };
  if (typeof condition === 'boolean') return { matches: async () => condition, ...parts };
  const text = rule.text('Condition');
  if (!isExpression(text)) throw new DefinitionError('Expected true, false or a JSONata expression', `${rule.path}/Condition`);
  const expression = rule.read('Condition', () => readExpression(text, place));
  return { matches: typedField(expression, text, place, BOOLEAN), ...parts };
};

const readJsonPathRule = (rule: Fields, flow: Flow): ChoiceRule => {
  const matches = rule.read('', () => readCondition(rule.object));
  const assign = readJsonPathAssign(rule, ({ result = null }) => result);
  return {
    matches: async (scope) => matches(await flow.work(scope), scope),
    next: rule.text('Next'),
    output: flow.output,
    ...(assign === undefined ? {} : { assign }),
  };
};
