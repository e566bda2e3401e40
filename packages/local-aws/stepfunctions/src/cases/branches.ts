import { type Case, GUIDE, only, RECORDED } from './case.ts';

const PARALLEL = `${GUIDE}/state-parallel.html`;
const MAP = `${GUIDE}/state-map-inline.html`;
const ERRORS = `${GUIDE}/concepts-error-handling.html`;
const branch = (name: string, fields: object): object => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true, ...fields } } });
const failing = (name: string, error: string): object => ({
  StartAt: name,
  States: { [name]: { Type: 'Fail', Error: error, Cause: 'because' } },
});
const each = (fields: object): object => ({ ProcessorConfig: { Mode: 'INLINE' }, ...branch('I', fields) });
const one = (
  source: string,
  rule: string,
  definition: object,
  input: Case['input'],
  expected: Pick<Case, 'output' | 'error' | 'cause'>,
): Case => ({
  ...{ source, rule, definition, input },
  ...expected,
});
const parallel = (fields: object, more: object = {}): object => only({ Type: 'Parallel', End: true, ...fields }, more);
const map = (fields: object, more: object = {}): object => only({ Type: 'Map', End: true, ItemProcessor: each({}), ...fields }, more);
const JSONATA = { QueryLanguage: 'JSONata' };

/** Parallel and Map. */
export const BRANCHES: readonly Case[] = [
  one(
    PARALLEL,
    'the outputs of the branches are a list in their order',
    parallel({ Branches: [branch('A', { Result: 1 }), branch('B', {})] }),
    { x: 1 },
    { output: [1, { x: 1 }] },
  ),
  one(
    PARALLEL,
    'Parameters are the input of every branch',
    parallel({ Parameters: { 'y.$': '$.x' }, Branches: [branch('A', {}), branch('B', {})] }),
    { x: 1 },
    { output: [{ y: 1 }, { y: 1 }] },
  ),
  one(
    PARALLEL,
    'ResultSelector and ResultPath are those of any state',
    parallel({ Branches: [branch('A', { Result: 1 })], ResultSelector: { 'first.$': '$[0]' }, ResultPath: '$.r' }),
    { x: 1 },
    { output: { x: 1, r: { first: 1 } } },
  ),
  one(
    PARALLEL,
    'Arguments are the input of every branch in JSONata',
    parallel({ Arguments: { y: '{% $states.input.x %}' }, Branches: [branch('A', {})], Output: '{% $states.result[0].y %}' }, JSONATA),
    { x: 1 },
    { output: 1 },
  ),
  one(
    PARALLEL,
    'branches may be nested',
    parallel({
      Branches: [
        {
          StartAt: 'P',
          States: { P: { Type: 'Parallel', End: true, Branches: [branch('A', { Result: 1 }), branch('B', { Result: 2 })] } },
        },
        branch('C', { Result: 3 }),
      ],
    }),
    {},
    { output: [[1, 2], 3] },
  ),
  one(PARALLEL, 'a branch may end in a Succeed state', parallel({ Branches: [{ StartAt: 'A', States: { A: { Type: 'Succeed' } } }] }), 5, {
    output: [5],
  }),
  one(
    PARALLEL,
    "a branch's failure fails the state",
    parallel({ Branches: [failing('A', 'Mine'), branch('B', {})] }),
    {},
    { error: 'Mine', cause: 'because' },
  ),
  one(
    PARALLEL,
    "a branch's failure can be caught",
    {
      StartAt: 'P',
      States: {
        P: { Type: 'Parallel', End: true, Branches: [failing('A', 'Mine')], Catch: [{ ErrorEquals: ['Mine'], Next: 'Q' }] },
        Q: { Type: 'Pass', End: true },
      },
    },
    {},
    { output: { Error: 'Mine', Cause: 'because' } },
  ),
  one(
    ERRORS,
    'States.BranchFailed means the failure of any branch',
    {
      StartAt: 'P',
      States: {
        P: { Type: 'Parallel', End: true, Branches: [failing('A', 'Mine')], Catch: [{ ErrorEquals: ['States.BranchFailed'], Next: 'Q' }] },
        Q: { Type: 'Pass', Result: 'caught', End: true },
      },
    },
    {},
    { output: 'caught' },
  ),
  one(
    RECORDED,
    'a mistake in a branch ends the execution, despite Catch',
    {
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          End: true,
          Branches: [branch('S', { Parameters: { 'm.$': '$.nope' } })],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Q' }],
        },
        Q: { Type: 'Pass', End: true },
      },
    },
    { x: 'a' },
    { error: 'States.Runtime', cause: `The JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '{"x":"a"}'` },
  ),
  one(
    RECORDED,
    "the state's own mistake fails after its branches",
    parallel({ Branches: [branch('A', {})], ResultSelector: { 'm.$': '$.nope' } }),
    { x: 'a' },
    { error: 'States.Runtime', cause: `The JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '[{"x":"a"}]'` },
  ),
  one(MAP, 'every item is processed, and the outputs are a list', map({ ItemProcessor: each({ Parameters: { 'v.$': '$' } }) }), [1, 2], {
    output: [{ v: 1 }, { v: 2 }],
  }),
  one(MAP, 'ItemsPath selects the list', map({ ItemsPath: '$.list' }), { list: [1, 2] }, { output: [1, 2] }),
  one(
    MAP,
    'ItemsPath sees the part that InputPath selects',
    map({ InputPath: '$.in', ItemsPath: '$.list' }),
    { in: { list: [1] } },
    { output: [1] },
  ),
  one(MAP, 'an empty list gives an empty list', map({ ItemsPath: '$.list' }), { list: [] }, { output: [] }),
  one(
    MAP,
    'ItemSelector builds the input of an iteration',
    map({ ItemsPath: '$.list', ItemSelector: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'all.$': '$.x' } }),
    { list: ['a', 'b'], x: 1 },
    {
      output: [
        { i: 0, v: 'a', all: 1 },
        { i: 1, v: 'b', all: 1 },
      ],
    },
  ),
  one(
    MAP,
    'Parameters is its old name',
    map({ ItemsPath: '$.list', Parameters: { 'v.$': '$$.Map.Item.Value' } }),
    { list: ['a'] },
    { output: [{ v: 'a' }] },
  ),
  one(MAP, 'Iterator is the old name of ItemProcessor', only({ Type: 'Map', End: true, Iterator: branch('I', {}) }), [1], { output: [1] }),
  one(
    MAP,
    'the states of an iteration see its item in the context',
    map({ ItemProcessor: each({ Parameters: { 'i.$': '$$.Map.Item.Index' } }) }),
    ['a', 'b'],
    { output: [{ i: 0 }, { i: 1 }] },
  ),
  one(MAP, 'MaxConcurrency keeps the order', map({ MaxConcurrency: 1 }), [3, 1, 2], { output: [3, 1, 2] }),
  one(
    MAP,
    'MaxConcurrency may come from the input',
    map({ ItemsPath: '$.list', MaxConcurrencyPath: '$.c' }),
    { list: [1, 2, 3], c: 2 },
    { output: [1, 2, 3] },
  ),
  one(
    MAP,
    'ResultSelector and ResultPath are those of any state',
    map({ ItemsPath: '$.list', ResultSelector: { 'r.$': '$[0]' }, ResultPath: '$.out' }),
    { list: [7] },
    { output: { list: [7], out: { r: 7 } } },
  ),
  one(
    MAP,
    'Items is an expression in JSONata',
    map(
      { Items: '{% $states.input.list %}', ItemSelector: { v: '{% $states.context.Map.Item.Value %}', x: '{% $states.input.x %}' } },
      JSONATA,
    ),
    { list: [1, 2], x: 'y' },
    {
      output: [
        { v: 1, x: 'y' },
        { v: 2, x: 'y' },
      ],
    },
  ),
  one(MAP, 'Items may be a constant list', map({ Items: [1, '{% $states.input %}'] }, JSONATA), 5, { output: [1, 5] }),
  one(
    MAP,
    'a list of more than 40 items is processed to its end',
    map({}),
    Array.from({ length: 100 }, (_, index) => index),
    { output: Array.from({ length: 100 }, (_, index) => index) },
  ),
  one(
    MAP,
    'iterations may be nested',
    only({
      Type: 'Map',
      End: true,
      ItemProcessor: {
        StartAt: 'M',
        States: { M: { Type: 'Map', End: true, ItemProcessor: branch('I', { Parameters: { 'i.$': '$$.Map.Item.Index', 'v.$': '$' } }) } },
      },
    }),
    [[1], [2, 3]],
    {
      output: [
        [{ i: 0, v: 1 }],
        [
          { i: 0, v: 2 },
          { i: 1, v: 3 },
        ],
      ],
    },
  ),
  one(MAP, "an iteration's failure fails the state", map({ ItemProcessor: failing('I', 'Mine') }), [1, 2], {
    error: 'Mine',
    cause: 'because',
  }),
  one(
    MAP,
    "an iteration's failure can be caught",
    {
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          End: true,
          ItemProcessor: failing('I', 'Mine'),
          Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Q', ResultPath: '$[0]' }],
        },
        Q: { Type: 'Pass', End: true },
      },
    },
    [1],
    { output: [{ Error: 'Mine', Cause: 'because' }] },
  ),
  one(
    MAP,
    'a value that is not a list ends the execution',
    map({ ItemsPath: '$.x' }),
    { x: 1 },
    { error: 'States.Runtime', cause: `Reference path "$.x" must point to array in the input '{"x":1}'.` },
  ),
  one(
    MAP,
    'a value that is not a list is a failure in JSONata',
    map({ Items: '{% $states.input.x %}' }, JSONATA),
    { x: 1 },
    {
      error: 'States.QueryEvaluationError',
      cause:
        "The JSONata expression '$states.input.x' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
    },
  ),
];
