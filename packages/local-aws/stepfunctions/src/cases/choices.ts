import { type Case, GUIDE, RECORDED } from './case.ts';

const PAGE = `${GUIDE}/state-choice.html`;
const choice = (rule: object, more: object = {}): object => ({
  StartAt: 'C',
  States: {
    C: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No', ...more },
    Yes: { Type: 'Pass', Result: 'yes', End: true },
    No: { Type: 'Pass', Result: 'no', End: true },
  },
});
const INPUT = { t: 'b', n: 2, f: true, z: null, d: '2026-02-01T00:00:00Z', other: 'b', m: 2, list: [] };
const decides = (rule: object, output: 'yes' | 'no'): Case => ({
  source: PAGE,
  rule: `${JSON.stringify(rule)} is ${output}`,
  definition: choice(rule),
  input: INPUT,
  output,
});
const test = (Variable: string, operator: string, operand: unknown, output: 'yes' | 'no'): Case =>
  decides({ Variable, [operator]: operand }, output);

/** Every operator of Choice rules in JSONPath. */
export const CHOICES: readonly Case[] = [
  test('$.t', 'StringEquals', 'b', 'yes'),
  test('$.t', 'StringEquals', 'B', 'no'),
  test('$.n', 'StringEquals', '2', 'no'),
  test('$.t', 'StringLessThan', 'c', 'yes'),
  test('$.t', 'StringLessThan', 'b', 'no'),
  test('$.t', 'StringGreaterThan', 'a', 'yes'),
  test('$.t', 'StringLessThanEquals', 'b', 'yes'),
  test('$.t', 'StringGreaterThanEquals', 'c', 'no'),
  test('$.t', 'StringEqualsPath', '$.other', 'yes'),
  test('$.t', 'StringLessThanPath', '$.other', 'no'),
  test('$.t', 'StringMatches', 'b', 'yes'),
  test('$.d', 'StringMatches', '2026-*T*Z', 'yes'),
  test('$.d', 'StringMatches', '*.log', 'no'),
  test('$.t', 'StringMatches', '\\*', 'no'),
  test('$.n', 'NumericEquals', 2, 'yes'),
  test('$.t', 'NumericEquals', 2, 'no'),
  test('$.n', 'NumericLessThan', 2.5, 'yes'),
  test('$.n', 'NumericGreaterThan', 2, 'no'),
  test('$.n', 'NumericLessThanEquals', 2, 'yes'),
  test('$.n', 'NumericGreaterThanEquals', 3, 'no'),
  test('$.n', 'NumericEqualsPath', '$.m', 'yes'),
  test('$.n', 'NumericGreaterThanEqualsPath', '$.m', 'yes'),
  test('$.f', 'BooleanEquals', true, 'yes'),
  test('$.f', 'BooleanEquals', false, 'no'),
  test('$.t', 'BooleanEquals', true, 'no'),
  test('$.f', 'BooleanEqualsPath', '$.f', 'yes'),
  test('$.d', 'TimestampEquals', '2026-02-01T01:00:00+01:00', 'yes'),
  test('$.d', 'TimestampLessThan', '2026-03-01T00:00:00Z', 'yes'),
  test('$.d', 'TimestampGreaterThan', '2026-03-01T00:00:00Z', 'no'),
  test('$.t', 'TimestampLessThan', '2026-03-01T00:00:00Z', 'no'),
  test('$.d', 'TimestampEqualsPath', '$.d', 'yes'),
  test('$.z', 'IsNull', true, 'yes'),
  test('$.t', 'IsNull', true, 'no'),
  test('$.t', 'IsNull', false, 'yes'),
  test('$.t', 'IsPresent', true, 'yes'),
  test('$.none', 'IsPresent', true, 'no'),
  test('$.none', 'IsPresent', false, 'yes'),
  test('$.z', 'IsPresent', true, 'yes'),
  test('$.n', 'IsNumeric', true, 'yes'),
  test('$.t', 'IsNumeric', true, 'no'),
  test('$.t', 'IsString', true, 'yes'),
  test('$.list', 'IsString', true, 'no'),
  test('$.f', 'IsBoolean', true, 'yes'),
  test('$.d', 'IsTimestamp', true, 'yes'),
  test('$.t', 'IsTimestamp', true, 'no'),
  test('$$.State.Name', 'StringEquals', 'C', 'yes'),
  decides(
    {
      And: [
        { Variable: '$.t', StringEquals: 'b' },
        { Variable: '$.n', NumericEquals: 2 },
      ],
    },
    'yes',
  ),
  decides(
    {
      And: [
        { Variable: '$.t', StringEquals: 'b' },
        { Variable: '$.n', NumericEquals: 3 },
      ],
    },
    'no',
  ),
  decides(
    {
      And: [
        { Variable: '$.none', IsPresent: true },
        { Variable: '$.none', NumericEquals: 3 },
      ],
    },
    'no',
  ),
  decides(
    {
      Or: [
        { Variable: '$.t', StringEquals: 'c' },
        { Variable: '$.n', NumericEquals: 2 },
      ],
    },
    'yes',
  ),
  decides({ Not: { Variable: '$.t', StringEquals: 'b' } }, 'no'),
  decides({ Not: { Or: [{ Variable: '$.t', StringEquals: 'c' }, { Not: { Variable: '$.n', NumericEquals: 2 } }] } }, 'yes'),
  {
    source: PAGE,
    rule: 'the first rule that matches is taken',
    definition: choice(
      { Variable: '$.n', NumericEquals: 2 },
      {
        Choices: [
          { Variable: '$.n', NumericGreaterThan: 1, Next: 'No' },
          { Variable: '$.n', NumericEquals: 2, Next: 'Yes' },
        ],
      },
    ),
    input: INPUT,
    output: 'no',
  },
  {
    source: RECORDED,
    rule: 'without a match and a Default the execution ends',
    definition: {
      StartAt: 'S',
      States: { S: { Type: 'Choice', Choices: [{ Variable: '$.x', StringEquals: 'never', Next: 'Done' }] }, Done: { Type: 'Succeed' } },
    },
    input: { x: 'a' },
    error: 'States.Runtime',
    cause: 'Failed to transition out of the state. The state does not point to a next state.',
  },
  {
    source: RECORDED,
    rule: 'a missing variable ends the execution',
    definition: {
      StartAt: 'S',
      States: {
        S: { Type: 'Choice', Choices: [{ Variable: '$.jobs[0].done', BooleanEquals: true, Next: 'Done' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      },
    },
    input: { jobs: [{}] },
    error: 'States.Runtime',
    cause: "Invalid path '$.jobs[0].done': The choice state's condition path references an invalid value.",
  },
  {
    source: `${GUIDE}/workflow-variables.html`,
    rule: 'a rule may assign variables',
    definition: {
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericEquals: 2, Next: 'P', Assign: { 'v.$': '$.t' } }],
          Default: 'P',
          Assign: { v: 'default' },
        },
        P: { Type: 'Pass', Parameters: { 'x.$': '$v' }, End: true },
      },
    },
    input: INPUT,
    output: { x: 'b' },
  },
  {
    source: `${GUIDE}/workflow-variables.html`,
    rule: "the state's own Assign is that of its Default",
    definition: {
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericEquals: 9, Next: 'P', Assign: { v: 'rule' } }],
          Default: 'P',
          Assign: { v: 'default' },
        },
        P: { Type: 'Pass', Parameters: { 'x.$': '$v' }, End: true },
      },
    },
    input: INPUT,
    output: { x: 'default' },
  },
  {
    source: PAGE,
    rule: 'InputPath and OutputPath are those of any state',
    definition: {
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', InputPath: '$.in', OutputPath: '$.n', Choices: [{ Variable: '$.n', NumericEquals: 2, Next: 'P' }] },
        P: { Type: 'Succeed' },
      },
    },
    input: { in: { n: 2 } },
    output: 2,
  },
];
