import { type Case, GUIDE, jsonata, only, RECORDED } from './case.ts';

const PAGE = `${GUIDE}/transforming-data.html`;
const INPUT = { a: { b: 1 }, list: [1, 2, 3], text: 'x', none: null };
const gives = (rule: string, definition: object, output: Case['output'], source = PAGE, input: Case['input'] = INPUT): Case => ({
  ...{ source, rule, definition, input },
  output: output ?? null,
});
/** For definitions that AWS accepts, as recorded there, and the community's validator rejects. */
const takenByAws = (one: Case): Case => ({ ...one, notForValidator: 'it accepts objects and one-line expressions only' });
const evaluates = (expression: string, output: Case['output'], input: Case['input'] = INPUT): Case =>
  gives(expression, jsonata({ Output: `{% ${expression} %}` }), output, PAGE, input);
const fails = (rule: string, definition: object, cause: string, source = PAGE): Case => ({
  ...{ source, rule, definition, input: INPUT, error: 'States.QueryEvaluationError', cause },
});
const choice = (Condition: unknown, more: object = {}): object => ({
  QueryLanguage: 'JSONata',
  StartAt: 'S',
  States: {
    S: { Type: 'Choice', Choices: [{ Condition, Next: 'Yes', ...more }], Default: 'No', Output: "{% 'state output' %}" },
    Yes: { Type: 'Pass', Output: { yes: '{% $states.input %}' }, End: true },
    No: { Type: 'Pass', Output: { no: '{% $states.input %}' }, End: true },
  },
});

/** Data in JSONata states. */
export const JSONATA_DATA: readonly Case[] = [
  gives('a Pass state passes its input on', jsonata({}), INPUT),
  takenByAws(gives('Output may be any value', jsonata({ Output: 0.1 }), 0.1, RECORDED)),
  takenByAws(gives('Output may be null', jsonata({ Output: null }), null, RECORDED)),
  gives('Output may be an empty object', jsonata({ Output: {} }), {}, RECORDED),
  gives(
    'paths have no meaning in Output',
    jsonata({ Output: { a: '$.a', 'b.$': '$', c: "States.Format('{}', 1)" } }),
    { a: '$.a', 'b.$': '$', c: "States.Format('{}', 1)" },
    RECORDED,
  ),
  takenByAws(gives('a string with anything around {% %} is a string', jsonata({ Output: ' {% 1 %} ' }), ' {% 1 %} ', RECORDED)),
  takenByAws(
    gives(
      'expressions are found in lists',
      jsonata({ Output: [null, '{% $states.input.text %}', ['{% 1 + 1 %}']] }),
      [null, 'x', [2]],
      RECORDED,
    ),
  ),
  gives('expressions are found in objects', jsonata({ Output: { p: { q: '{% $states.input.a.b %}' } } }), { p: { q: 1 } }),
  takenByAws(gives('an expression may be long', jsonata({ Output: '{% (\n $x := 1;\n $x + 1\n) %}' }), 2)),
  evaluates('$states.input.list[1]', 2),
  evaluates('$states.input.list', [1, 2, 3]),
  evaluates('$states.input.list[$ > 1]', [2, 3]),
  evaluates('$sum($states.input.list)', 6),
  evaluates('$states.input.none', null),
  evaluates('$exists($states.input.nope)', false),
  evaluates("$states.input.text & '!'", 'x!'),
  evaluates("$states.input.a.b = 1 ? 'one' : 'more'", 'one'),
  evaluates('$map($states.input.list, function($v) { $v * 2 })', [2, 4, 6]),
  evaluates('$merge([$states.input.a, {"c": 2}])', { b: 1, c: 2 }),
  evaluates('$states.context.State.Name', 'S'),
  evaluates('$states.context.Execution.Input.text', 'x'),
  evaluates('$states.context.Execution.RedriveCount', 0),
  evaluates('$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]),
  evaluates('$partition([1,2,3])', [[1, 2, 3]]),
  evaluates('$range(0, 10, 5)', [0, 5, 10]),
  evaluates('$range(10, 0, -5)', [10, 5, 0]),
  evaluates("$hash('a', 'MD5')", '0cc175b9c0f1b6a831c399e269772661'),
  evaluates("$hash('a')", 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'),
  evaluates('$parse(\'{"a":[1]}\').a[0]', 1),
  evaluates('$random(1) = $random(1)', true),
  evaluates('$length($uuid())', 36),
  evaluates('$now()', '2026-01-01T00:00:00.000Z'),
  evaluates('$millis()', 1_767_225_600_000),
  evaluates("$now('[Y0001]-[M01]')", '2026-01'),
  fails(
    'an expression without a result fails',
    jsonata({ Output: { v: '{% $states.input.missing %}' } }),
    "The JSONata expression '$states.input.missing' specified for the field 'Output/v' returned nothing (undefined).",
    RECORDED,
  ),
  fails(
    'the error names the position in a list',
    jsonata({ Output: { v: [1, '{% $states.input.missing %}'] } }),
    "The JSONata expression '$states.input.missing' specified for the field 'Output/v[1]' returned nothing (undefined).",
  ),
  fails(
    'an expression that throws fails',
    jsonata({ Output: "{% $number('x') %}" }),
    `The JSONata expression '$number('x')' specified for the field 'Output' threw an error during evaluation: D3030: Unable to cast value to a number: "x"`,
  ),
  fails(
    'a wrong argument of a function fails',
    jsonata({ Output: '{% $range(1) %}' }),
    `The JSONata expression '$range(1)' specified for the field 'Output' threw an error during evaluation: T0410: Argument 2 of function "range" does not match function signature`,
  ),
  fails(
    'a function is not a valid result',
    jsonata({ Output: '{% function($x) { $x } %}' }),
    "The JSONata expression 'function($x) { $x }' specified for the field 'Output' returned a function, which is not JSON.",
  ),
  fails(
    '$eval is refused',
    jsonata({ Output: "{% $eval('1') %}" }),
    "The JSONata expression '$eval('1')' specified for the field 'Output' threw an error during evaluation: The function $eval is not supported in Step Functions; use $parse for JSON.",
  ),
  fails(
    'an endless expression is stopped',
    jsonata({ Output: '{% ($f := function($n) { 1 + $f($n) }; $f(1)) %}' }),
    "The JSONata expression '($f := function($n) { 1 + $f($n) }; $f(1))' specified for the field 'Output' threw an error during evaluation: D1011: Stack overflow. Check for non-terminating recursive function.  Consider rewriting as tail-recursive",
  ),
  fails(
    '$states.result is undefined before the result exists',
    only({ Type: 'Wait', Seconds: '{% $states.result %}', End: true }, { QueryLanguage: 'JSONata' }),
    "The JSONata expression '$states.result' specified for the field 'Seconds' returned nothing (undefined).",
  ),
  gives('a condition decides', choice('{% $states.input.a.b = 1 %}'), { yes: INPUT }, `${GUIDE}/state-choice.html`),
  takenByAws(gives('a condition may be a constant', choice(true), { yes: INPUT }, `${GUIDE}/state-choice.html`)),
  gives(
    "a rule's Output is the state's output",
    choice('{% $states.input.a.b = 1 %}', { Output: 'rule output' }),
    { yes: 'rule output' },
    RECORDED,
  ),
  gives("the state's Output is that of its Default", choice('{% $states.input.a.b = 2 %}'), { no: 'state output' }, RECORDED),
  fails(
    'a condition must be true or false',
    choice('{% $states.input.text %}'),
    `The JSONata expression '$states.input.text' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: "x"`,
  ),
  fails(
    'seconds must be a number',
    only({ Type: 'Wait', Seconds: '{% $states.input.text %}', End: true }, { QueryLanguage: 'JSONata' }),
    `The JSONata expression '$states.input.text' specified for the field 'Seconds' returned an unexpected result type. Expected 'non-negative integer', but was 'string' for value: "x"`,
  ),
  fails(
    'a timestamp must be valid',
    only({ Type: 'Wait', Timestamp: '{% $states.input.text %}', End: true }, { QueryLanguage: 'JSONata' }),
    `The JSONata expression '$states.input.text' specified for the field 'Timestamp' returned an unexpected result type. Expected 'timestamp', but was 'string' for value: "x"`,
  ),
  {
    ...{ source: `${GUIDE}/state-fail.html`, rule: 'a Fail state may compute its error and cause', input: INPUT },
    definition: only(
      { Type: 'Fail', Error: "{% 'E' & $states.input.text %}", Cause: '{% $states.input.text %}' },
      { QueryLanguage: 'JSONata' },
    ),
    ...{ error: 'Ex', cause: 'x' },
  },
  gives('a Succeed state has an Output', only({ Type: 'Succeed', Output: '{% $states.input.text %}' }, { QueryLanguage: 'JSONata' }), 'x'),
  gives(
    'a Wait state has an Output',
    only({ Type: 'Wait', Seconds: 0, Output: '{% $states.input.text %}', End: true }, { QueryLanguage: 'JSONata' }),
    'x',
  ),
];

const machine = (states: object, StartAt = 'A'): object => ({ QueryLanguage: 'JSONata', StartAt, States: states });
const VARIABLES = `${GUIDE}/workflow-variables.html`;

/** Variables in JSONata, and the two languages in one machine. */
export const JSONATA_VARIABLES: readonly Case[] = [
  gives(
    'a variable is read by its name',
    machine({
      A: { Type: 'Pass', Assign: { v: '{% $states.input.a %}' }, Next: 'B' },
      B: { Type: 'Pass', Output: '{% $v.b + 1 %}', End: true },
    }),
    2,
    VARIABLES,
  ),
  gives(
    'Assign and Output read the values from before',
    machine({
      A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { x: '{% $x + 1 %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'C' },
      C: { Type: 'Pass', Output: '{% [$states.input, $x, $y] %}', End: true },
    }),
    [1, 2, 1],
    VARIABLES,
  ),
  gives(
    "a rule's Assign replaces the state's",
    machine({
      A: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Assign: { v: 'rule' }, Next: 'B' }], Default: 'B', Assign: { v: 'state' } },
      B: { Type: 'Pass', Output: '{% $v %}', End: true },
    }),
    'rule',
    VARIABLES,
  ),
  gives(
    'an iteration sees the variables around it',
    machine({
      A: { Type: 'Pass', Assign: { factor: 10 }, Next: 'M' },
      M: {
        Type: 'Map',
        Items: '{% $states.input.list %}',
        ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', Output: '{% $states.input * $factor %}', End: true } } },
        End: true,
      },
    }),
    [10, 20, 30],
    VARIABLES,
  ),
  {
    ...gives(
      'a JSONPath machine may have JSONata states, with the same variables',
      {
        StartAt: 'A',
        States: {
          A: { Type: 'Pass', Assign: { 'v.$': '$.text' }, Next: 'B' },
          B: { Type: 'Pass', QueryLanguage: 'JSONata', Output: { w: '{% $v %}' }, Assign: { u: '{% $v & $v %}' }, Next: 'C' },
          C: { Type: 'Pass', Parameters: { 'x.$': '$.w', 'y.$': '$u' }, End: true },
        },
      },
      { x: 'x', y: 'xx' },
      PAGE,
    ),
  },
  fails(
    'an unassigned variable is undefined',
    jsonata({ Output: '{% $v %}' }),
    "The JSONata expression '$v' specified for the field 'Output' returned nothing (undefined).",
    VARIABLES,
  ),
];
