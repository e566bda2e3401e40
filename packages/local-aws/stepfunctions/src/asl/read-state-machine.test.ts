import { describe, expect, it } from 'vitest';
import { DefinitionError } from './definition-error.ts';
import { readStateMachine } from './read-state-machine.ts';

const read = (definition: unknown, type: 'STANDARD' | 'EXPRESS' = 'STANDARD') => readStateMachine(JSON.stringify(definition), type);
const only = (state: object, more: object = {}) => ({ StartAt: 'S', States: { S: state }, ...more });
const pass = (fields: object) => only({ Type: 'Pass', End: true, ...fields });
const task = (Resource: string, fields: object = {}) => only({ Type: 'Task', Resource, End: true, ...fields });
const branch = { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } };
const FUNCTION = 'arn:aws:lambda:eu-west-1:000000000000:function:f';
const retry = (retrier: object) => task(FUNCTION, { Retry: [retrier] });

const refusalOf = (definition: unknown): string | undefined => {
  try {
    read(definition);
    return undefined;
  } catch (error) {
    return error instanceof DefinitionError ? error.message : String(error);
  }
};

describe('a rejected definition', () => {
  it.each<readonly [problem: string, definition: unknown]>([
    ['Expected value of type object at /', []],
    ['These fields are required: [States] at /', { StartAt: 'S' }],
    ['These fields are required: [StartAt] at /', { States: {} }],
    ["Missing 'StartAt' target: X at /StartAt", { StartAt: 'X', States: { S: { Type: 'Succeed' } } }],
    ["Field 'Surprise' is not supported in a state machine at /", { ...pass({}), Surprise: 1 }],
    ['Expected version 1.0 at /Version', { ...pass({}), Version: '2.0' }],
    ['Expected JSONPath or JSONata at /QueryLanguage', { ...pass({}), QueryLanguage: 'XPath' }],
    ['Expected a value from 1 to 99999999, not 0 at /TimeoutSeconds', { ...pass({}), TimeoutSeconds: 0 }],
    ['These fields are required: [Type] at /States/S', only({})],
    ["The state type 'Dance' does not exist at /States/S/Type", only({ Type: 'Dance' })],
    ['A state needs either Next or End: true at /States/S', only({ Type: 'Pass' })],
    ['A state needs either Next or End: true at /States/S', pass({ Next: 'S' })],
    ["Missing 'Next' target: X at /States/S", only({ Type: 'Pass', Next: 'X' })],
    ['State "T" is not reachable at /States/T', { StartAt: 'S', States: { S: { Type: 'Succeed' }, T: { Type: 'Succeed' } } }],
    ["Field 'Arguments' is not supported in a Pass state in JSONPath at /States/S", pass({ Arguments: {} })],
    [
      "Field 'InputPath' is not supported in a Pass state in JSONata at /States/S",
      only({ Type: 'Pass', End: true, InputPath: '$' }, { QueryLanguage: 'JSONata' }),
    ],
    [
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/S/QueryLanguage",
      only({ Type: 'Succeed', QueryLanguage: 'JSONPath' }, { QueryLanguage: 'JSONata' }),
    ],
    ["The path 'a' must begin with '$'. at /States/S/InputPath", pass({ InputPath: 'a' })],
    ["The path '$.a[' cannot be read from '[' on. at /States/S/InputPath", pass({ InputPath: '$.a[' })],
    ["The path '$.a.length()' cannot be read from '.length()' on. at /States/S/InputPath", pass({ InputPath: '$.a.length()' })],
    ["The path '$.a[*]' must be a reference path: '$' with names and indexes. at /States/S/ResultPath", pass({ ResultPath: '$.a[*]' })],
    ["The path '$$.a' must be a reference path: '$' with names and indexes. at /States/S/ResultPath", pass({ ResultPath: '$$.a' })],
    ["The value of the field 'a.$' must be a path or an intrinsic function. at /States/S/Parameters", pass({ Parameters: { 'a.$': 1 } })],
    ["The field 'a' occurs twice, with and without '.$'. at /States/S/Parameters", pass({ Parameters: { 'a.$': '$', a: 1 } })],
    [
      "The intrinsic function 'States.Dance()' has no intrinsic function at '()'. at /States/S/Parameters",
      pass({ Parameters: { 'a.$': 'States.Dance()' } }),
    ],
    [
      "The intrinsic function 'States.Array(1' has no ')' at ''. at /States/S/Parameters",
      pass({ Parameters: { 'a.$': 'States.Array(1' } }),
    ],
    [
      `The intrinsic function '${'States.Array('.repeat(11)}${')'.repeat(11)}' nests more than 10 functions. at /States/S/Parameters`,
      pass({ Parameters: { 'a.$': `${'States.Array('.repeat(11)}${')'.repeat(11)}` } }),
    ],
    [
      "The JSONata expression '1 +' cannot be read: S0207: Unexpected end of expression at /States/S/Output",
      only({ Type: 'Pass', End: true, Output: '{% 1 + %}' }, { QueryLanguage: 'JSONata' }),
    ],
    ["The variable name 'states' is not valid at /States/S/Assign", pass({ Assign: { states: 1 } })],
    ["The variable name 'a-b' is not valid at /States/S/Assign", pass({ Assign: { 'a-b': 1 } })],
    [
      "The variable 'v' belongs to an outer scope and cannot be assigned at /States/S/Branches[0]/States",
      only({
        Type: 'Parallel',
        End: true,
        Assign: { v: 1 },
        Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Assign: { v: 2 }, End: true } } }],
      }),
    ],
    [
      "The state name 'S' is used twice at /States/S/Branches[0]/States/S",
      only({ Type: 'Parallel', End: true, Branches: [{ StartAt: 'S', States: { S: { Type: 'Succeed' } } }] }),
    ],
    [
      "Field 'QueryLanguage' is not supported in a branch or an item processor at /States/S/Branches[0]",
      only({ Type: 'Parallel', End: true, Branches: [{ ...branch, QueryLanguage: 'JSONata' }] }),
    ],
    ['A Wait state needs one of Seconds, SecondsPath, Timestamp and TimestampPath at /States/S', only({ Type: 'Wait', End: true })],
    [
      "The fields 'Seconds' and 'SecondsPath' exclude each other at /States/S",
      only({ Type: 'Wait', End: true, Seconds: 1, SecondsPath: '$' }),
    ],
    ['Expected value of type non-negative integer at /States/S/Seconds', only({ Type: 'Wait', End: true, Seconds: -1 })],
    ['Expected value of type timestamp at /States/S/Timestamp', only({ Type: 'Wait', End: true, Timestamp: 'tomorrow' })],
    ['Expected at least one choice rule at /States/S/Choices', only({ Type: 'Choice', Choices: [] })],
    [
      'A choice rule needs exactly one operator, not none. at /States/S/Choices[0]',
      only({ Type: 'Choice', Choices: [{ Variable: '$', Next: 'S' }] }),
    ],
    [
      "The choice operator 'StringLike' does not exist. at /States/S/Choices[0]",
      only({ Type: 'Choice', Choices: [{ Variable: '$', StringLike: 'a', Next: 'S' }] }),
    ],
    [
      "The choice operator 'IsNullPath' does not exist. at /States/S/Choices[0]",
      only({ Type: 'Choice', Choices: [{ Variable: '$', IsNullPath: '$', Next: 'S' }] }),
    ],
    [
      'NumericEquals cannot be "1". at /States/S/Choices[0]',
      only({ Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: '1', Next: 'S' }] }),
    ],
    [
      'A choice rule inside Not cannot have a Next. at /States/S/Choices[0]',
      only({ Type: 'Choice', Choices: [{ Not: { Variable: '$', IsNull: true, Next: 'S' }, Next: 'S' }] }),
    ],
    [
      'Expected true, false or a JSONata expression at /States/S/Choices[0]/Condition',
      only({ Type: 'Choice', Choices: [{ Condition: 'yes', Next: 'S' }] }, { QueryLanguage: 'JSONata' }),
    ],
    [
      'HeartbeatSeconds must be smaller than TimeoutSeconds at /States/S/HeartbeatSeconds',
      task(FUNCTION, { TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
    ],
    ["Field 'Credentials' is not supported in a Task state in JSONPath at /States/S", task(FUNCTION, { Credentials: {} })],
    ['Expected a list of error names at /States/S/Retry[0]/ErrorEquals', retry({ ErrorEquals: [] })],
    ["The error 'States.Sad' does not exist at /States/S/Retry[0]/ErrorEquals", retry({ ErrorEquals: ['States.Sad'] })],
    [
      'States.ALL must be alone in the last retrier or catcher at /States/S/Retry[0]/ErrorEquals',
      retry({ ErrorEquals: ['States.ALL', 'A'] }),
    ],
    [
      'Expected a value from 1 to 9007199254740991, not 0.5 at /States/S/Retry[0]/BackoffRate',
      retry({ ErrorEquals: ['A'], BackoffRate: 0.5 }),
    ],
    ['Expected FULL or NONE at /States/S/Retry[0]/JitterStrategy', retry({ ErrorEquals: ['A'], JitterStrategy: 'SOME' })],
    [
      "Field 'Output' is not supported in a catcher in JSONPath at /States/S/Catch[0]",
      task(FUNCTION, { Catch: [{ ErrorEquals: ['A'], Next: 'S', Output: 1 }] }),
    ],
    ["Missing 'Next' target: X at /States/S", task(FUNCTION, { Catch: [{ ErrorEquals: ['A'], Next: 'X' }] })],
    [
      'local-aws does not support Distributed Map states; use ProcessorConfig.Mode INLINE at /States/S',
      only({ Type: 'Map', End: true, ItemProcessor: { ...branch, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } } }),
    ],
    [
      'local-aws does not support Distributed Map states (ItemReader); use ProcessorConfig.Mode INLINE at /States/S',
      only({ Type: 'Map', End: true, ItemReader: {}, ItemProcessor: branch }),
    ],
    [
      "local-aws does not support activities: 'arn:aws:states:eu-west-1:000000000000:activity:a' at /States/S/Resource",
      task('arn:aws:states:eu-west-1:000000000000:activity:a'),
    ],
    [
      "The resource 'arn:aws:states:::dynamodb:putItem.waitForTaskToken' is not supported: dynamodb:putItem has no '.waitForTaskToken' at /States/S/Resource",
      task('arn:aws:states:::dynamodb:putItem.waitForTaskToken'),
    ],
  ])('%s', (problem, definition) => {
    expect(refusalOf(definition)).toBe(problem);
  });

  it.each(['arn:aws:states:::sns:subscribe', 'arn:aws:states:::http:invoke', 'toString'])(
    'when a task calls %s, then the resource is named',
    (resource) => {
      expect(() => read(task(resource))).toThrow(
        `local-aws does not support the resource '${resource}'; it supports Lambda functions, AWS SDK integrations and dynamodb:deleteItem,`,
      );
    },
  );

  it.each([
    ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', "Express state machine does not support '.waitForTaskToken' service integration"],
    ['arn:aws:states:::states:startExecution.sync:2', "Express state machine does not support '.sync' service integration"],
  ])('when an express machine calls %s, then it is refused', (resource, problem) => {
    expect(() => read(task(resource), 'EXPRESS')).toThrow(`${problem} at /States/S/Resource`);
  });

  it('when it is not JSON, then the error reports it', () => {
    expect(() => readStateMachine('{', 'STANDARD')).toThrow('The definition is not JSON at /');
  });
});
