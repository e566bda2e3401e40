import { type Case, GUIDE, only, pass, RECORDED, SPEC } from './case.ts';

const IO = `${GUIDE}/concepts-input-output-filtering.html`;
const INPUT = { a: { b: 1 }, list: [1, 2, 3], text: 'x', none: null };
const of = (source: string, rule: string, definition: object, output: Case['output'], input: Case['input'] = INPUT): Case => ({
  ...{ source, rule, definition, input },
  ...(output === undefined ? {} : { output }),
});
const failing = (source: string, rule: string, definition: object, error: string, cause: string, input: Case['input'] = INPUT): Case => ({
  ...{ source, rule, definition, input, error, cause },
});

/** InputPath, Parameters, ResultPath, OutputPath and payload templates in JSONPath. */
export const JSONPATH_DATA: readonly Case[] = [
  of(IO, 'a Pass state passes its input on', pass({}), INPUT),
  of(IO, 'input may be a number', pass({}), 5, 5),
  of(IO, 'input may be null', pass({}), null, null),
  of(`${GUIDE}/state-pass.html`, 'Result replaces the input', pass({ Result: { c: 2 } }), { c: 2 }),
  of(`${GUIDE}/state-pass.html`, 'Result is taken literally, paths in it too', pass({ Result: { 'c.$': '$.a' } }), { 'c.$': '$.a' }),
  of(IO, 'InputPath chooses a part', pass({ InputPath: '$.a' }), { b: 1 }),
  of(IO, 'InputPath null is an empty object', pass({ InputPath: null }), {}),
  of(RECORDED, 'InputPath may lead into the context object', pass({ InputPath: '$$.Execution.Input' }), INPUT),
  of(IO, 'OutputPath chooses a part', pass({ OutputPath: '$.list' }), [1, 2, 3]),
  of(IO, 'OutputPath null is an empty object', pass({ OutputPath: null }), {}),
  of(RECORDED, 'OutputPath may lead into the context object', pass({ OutputPath: '$$.State.Name' }), 'S'),
  of(IO, 'ResultPath puts the result into the input', pass({ Result: 7, ResultPath: '$.c' }), { ...INPUT, c: 7 }),
  of(IO, 'ResultPath creates missing objects', pass({ Result: 7, ResultPath: '$.c.d.e' }), { ...INPUT, c: { d: { e: 7 } } }),
  of(IO, 'ResultPath replaces an existing value', pass({ Result: 7, ResultPath: '$.a.b' }), { ...INPUT, a: { b: 7 } }),
  of(IO, 'ResultPath null drops the result', pass({ Result: 7, ResultPath: null }), INPUT),
  of(IO, 'ResultPath $ is the result', pass({ Result: 7, ResultPath: '$' }), 7),
  of(SPEC, 'ResultPath may name a place in a list', pass({ Result: 7, ResultPath: '$.list[1]' }), { ...INPUT, list: [1, 7, 3] }),
  of(IO, 'ResultPath puts into the raw input, not into the part that InputPath selects', pass({ InputPath: '$.a', ResultPath: '$.c' }), {
    ...INPUT,
    c: { b: 1 },
  }),
  of(IO, 'OutputPath sees the result of ResultPath', pass({ Result: 7, ResultPath: '$.c', OutputPath: '$.c' }), 7),
  of(SPEC, 'Parameters evaluate paths in fields whose name ends in .$', pass({ Parameters: { 'x.$': '$.a.b', y: '$.a.b' } }), {
    x: 1,
    y: '$.a.b',
  }),
  of(SPEC, 'Parameters are read at any depth', pass({ Parameters: { d: { e: { 'x.$': '$.text' } } } }), { d: { e: { x: 'x' } } }),
  of(SPEC, 'Parameters are read in objects in lists', pass({ Parameters: { l: [{ 'x.$': '$.text' }, 1] } }), { l: [{ x: 'x' }, 1] }),
  of(IO, 'Parameters see the part that InputPath selects', pass({ InputPath: '$.a', Parameters: { 'x.$': '$.b' } }), { x: 1 }),
  of(SPEC, 'a path to null gives null', pass({ Parameters: { 'x.$': '$.none' } }), { x: null }),
  of(SPEC, 'a name may be in brackets', pass({ Parameters: { 'x.$': "$['a']['b']" } }), { x: 1 }),
  of(SPEC, 'an index chooses from a list', pass({ Parameters: { 'x.$': '$.list[1]' } }), { x: 2 }),
  of(SPEC, 'a negative index counts from the end', pass({ Parameters: { 'x.$': '$.list[-1]' } }), { x: 3 }),
  of(SPEC, 'a slice gives a list', pass({ Parameters: { 'x.$': '$.list[0:2]' } }), { x: [1, 2] }),
  of(SPEC, 'a slice may count from the end', pass({ Parameters: { 'x.$': '$.list[-2:]' } }), { x: [2, 3] }),
  of(SPEC, 'several indexes give a list', pass({ Parameters: { 'x.$': '$.list[0,2]' } }), { x: [1, 3] }),
  of(SPEC, 'a wildcard gives a list', pass({ Parameters: { 'x.$': '$.items[*].p' } }), { x: [1, 2] }, { items: [{ p: 1 }, { p: 2 }] }),
  of(SPEC, 'a descent finds at any depth', pass({ Parameters: { 'x.$': '$..p' } }), { x: [1, 2] }, { p: 1, in: { p: 2 } }),
  of(
    SPEC,
    'a filter chooses items',
    pass({ Parameters: { 'x.$': '$.items[?(@.p > 1)]' } }),
    { x: [{ p: 2 }] },
    { items: [{ p: 1 }, { p: 2 }] },
  ),
  of(
    SPEC,
    'a filter that nothing passes gives an empty list',
    pass({ Parameters: { 'x.$': '$.items[?(@.p > 9)]' } }),
    { x: [] },
    { items: [{ p: 1 }] },
  ),
  of(
    SPEC,
    'a filter may compare strings',
    pass({ Parameters: { 'x.$': "$.items[?(@.p == 'b')].q" } }),
    { x: [2] },
    {
      items: [
        { p: 'a', q: 1 },
        { p: 'b', q: 2 },
      ],
    },
  ),
  of(
    'measured on AWS by the tests of github.com/floci-io/floci',
    'an index beyond the list gives null',
    pass({ Parameters: { 'x.$': '$.list[9]' } }),
    { x: null },
  ),
  of(
    `${GUIDE}/input-output-contextobject.html`,
    'Parameters see the context object',
    pass({ Parameters: { 'x.$': '$$.State.Name', 'y.$': '$$.StateMachine.Name' } }),
    { x: 'S', y: 'case' },
  ),
  of(
    `${GUIDE}/input-output-contextobject.html`,
    'times in the context object are ISO 8601',
    pass({ Parameters: { 'x.$': '$$.State.EnteredTime', 'y.$': '$$.Execution.StartTime' } }),
    { x: '2026-01-01T00:00:00.000Z', y: '2026-01-01T00:00:00.000Z' },
  ),
  of(
    `${GUIDE}/state-succeed.html`,
    'a Succeed state ends with the part that its paths select',
    only({ Type: 'Succeed', InputPath: '$.a', OutputPath: '$.b' }),
    1,
  ),
  of(SPEC, 'a Wait state passes its input on', only({ Type: 'Wait', Seconds: 0, End: true }), INPUT),
  of(
    SPEC,
    'states follow each other by Next',
    { StartAt: 'A', States: { A: { Type: 'Pass', Result: 1, Next: 'B' }, B: { Type: 'Pass', Parameters: { 'x.$': '$' }, End: true } } },
    { x: 1 },
  ),
  failing(
    RECORDED,
    'a path in a template that matches nothing ends the execution',
    pass({ Parameters: { 'm.$': '$.nope' } }),
    'States.Runtime',
    `The JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '{"x":"a"}'`,
    { x: 'a' },
  ),
  failing(
    IO,
    'an InputPath that matches nothing ends the execution',
    pass({ InputPath: '$.nope' }),
    'States.Runtime',
    `Invalid path '$.nope': The InputPath could not be found in the input '{"x":"a"}'.`,
    { x: 'a' },
  ),
  failing(
    IO,
    'an OutputPath that matches nothing ends the execution',
    pass({ OutputPath: '$.nope' }),
    'States.Runtime',
    `Invalid path '$.nope': The OutputPath could not be found in the input '{"x":"a"}'.`,
    { x: 'a' },
  ),
  failing(
    SPEC,
    'a ResultPath that does not fit the input has its own error',
    pass({ Result: 1, ResultPath: '$.a' }),
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath '$.a' to input '5'`,
    5,
  ),
  failing(
    SPEC,
    'a ResultPath into a missing place of a list does not fit',
    pass({ Result: 1, ResultPath: '$.list[9]' }),
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath '$.list[9]' to input '[1,2,3]'`,
  ),
  failing(
    `${GUIDE}/state-fail.html`,
    'a Fail state has an error and a cause',
    only({ Type: 'Fail', Error: 'Mine', Cause: 'because' }),
    'Mine',
    'because',
  ),
  failing(
    `${GUIDE}/state-fail.html`,
    'a Fail state takes them from its input',
    only({ Type: 'Fail', ErrorPath: '$.e', CausePath: '$.c' }),
    'Mine',
    'because',
    { e: 'Mine', c: 'because' },
  ),
  failing(
    `${GUIDE}/state-fail.html`,
    'a Fail state may format them',
    only({ Type: 'Fail', Error: 'E', CausePath: "States.Format('no {}', $.c)" }),
    'E',
    'no luck',
    { c: 'luck' },
  ),
  failing(
    `${GUIDE}/state-fail.html`,
    'the input of a Fail state must have them',
    only({ Type: 'Fail', ErrorPath: '$.e' }),
    'States.Runtime',
    `The ErrorPath parameter does not reference an input value: $.e in '{}'`,
    {},
  ),
];

const variables = (assign: object, read: object, more: object = {}): object => ({
  StartAt: 'A',
  States: { A: { Type: 'Pass', Assign: assign, Next: 'B', ...more }, B: { Type: 'Pass', Parameters: read, End: true } },
});
const VARIABLES = `${GUIDE}/workflow-variables.html`;

/** Variables in JSONPath. */
export const JSONPATH_VARIABLES: readonly Case[] = [
  of(VARIABLES, 'a variable is read by its name', variables({ v: 5 }, { 'x.$': '$v' }), { x: 5 }),
  of(VARIABLES, 'a variable may be assigned from the input', variables({ 'v.$': '$.a' }, { 'x.$': '$v.b' }), { x: 1 }),
  of(
    VARIABLES,
    'Assign sees the result, not the output',
    variables({ 'v.$': '$.c' }, { 'x.$': '$v' }, { Result: { c: 7 }, OutputPath: '$.c' }),
    { x: 7 },
  ),
  of(VARIABLES, 'a variable may come from an intrinsic function', variables({ 'v.$': "States.Format('{}!', $.text)" }, { 'x.$': '$v' }), {
    x: 'x!',
  }),
  of(
    VARIABLES,
    'Assign reads the values from before',
    {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'B' },
        B: { Type: 'Pass', Assign: { 'a.$': '$b', 'b.$': '$a' }, Next: 'C' },
        C: { Type: 'Pass', Parameters: { 'a.$': '$a', 'b.$': '$b' }, End: true },
      },
    },
    { a: 2, b: 1 },
  ),
  of(
    VARIABLES,
    'a branch sees the outer variables, and its own stay inside',
    {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { outer: 1 }, Next: 'P' },
        P: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'I',
              States: {
                I: { Type: 'Pass', Assign: { 'inner.$': '$outer' }, Next: 'J' },
                J: { Type: 'Pass', Parameters: { 'x.$': '$inner', 'y.$': '$outer' }, End: true },
              },
            },
          ],
          End: true,
        },
      },
    },
    [{ x: 1, y: 1 }],
  ),
  failing(
    VARIABLES,
    'a variable that is not assigned ends the execution',
    pass({ Parameters: { 'x.$': '$v' } }),
    'States.Runtime',
    `The JSONPath '$v' specified for the field 'x.$' could not be found: the variable '$v' is not assigned or has no such field.`,
  ),
];
