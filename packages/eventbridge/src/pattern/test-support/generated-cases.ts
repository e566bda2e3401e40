import fc from 'fast-check';

/** Strings that are close to each other in every way an operator can see. */
const STRINGS = [
  ...[
    '',
    'a',
    'A',
    'ab',
    'AB',
    'abc',
    'aBc',
    'b',
    'bc',
    'abab',
    'a*b',
    'a\\b',
    'ß',
    'SS',
    'ss',
    'straße',
    'STRASSE',
    'strasse',
    'K',
    'k',
    'K',
  ],
  ...['Σ', 'σ', 'ς', 'İ', 'i̇', 'ǅ', 'ǆ', 'ŉ', '😀', '\ud83d', '\ude00', '\ud801\udc00', '\u0000', '"', '1', '1.0', 'null', 'true'],
  ...['10.0.0.7', '10.0.0.07', '10.0.0.8', '10.0.1.7', '11.0.0.7', '256.0.0.1', '::ffff:a00:7', '::ffff:10.0.0.7', '2001:db8::1'],
  ...['2001:0DB8:0:0:0:0:0:1', '2001:db8::2', '::', '::1', '12:30', ':', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '00001::'],
];

const COMPARABLE = [
  ...[
    '0',
    '-0',
    '0.0',
    '1',
    '1.0',
    '10e-1',
    '100E-2',
    '7',
    '70e-1',
    '-7',
    '0.1',
    '0.10',
    '2',
    '1e3',
    '1000',
    '1e21',
    '1000000000000000000000',
  ],
  ...['9007199254740992', '1e308', '5e-324', '-1.5', '123456789012345', '0.000001'],
];
const NOT_COMPARABLE = [
  '9007199254740993',
  '12345678901234567890',
  '0.1234567890123456789',
  '1e400',
  '-1e400',
  '1e-400',
  '90071992547409930e-1',
];

const string = fc.constantFrom(...STRINGS);
const text = string.map((value) => JSON.stringify(value));
const comparable = fc.constantFrom(...COMPARABLE);
const number = fc.oneof({ weight: 4, arbitrary: comparable }, { weight: 1, arbitrary: fc.constantFrom(...NOT_COMPARABLE) });
const literal = fc.constantFrom('true', 'false', 'null');
const scalar = fc.oneof({ weight: 4, arbitrary: text }, { weight: 3, arbitrary: number }, { weight: 1, arbitrary: literal });
/** Few keys, so that patterns and events meet; some with dots, one empty. */
const key = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'c') },
  { weight: 2, arbitrary: fc.constantFrom('a.b', 'b.c', '') },
);

const list = (item: fc.Arbitrary<string>, maxLength = 3): fc.Arbitrary<string> =>
  fc.array(item, { minLength: 1, maxLength }).map((items) => `[${items.join()}]`);
const oneOrMore = (item: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(item, list(item));
const operator = (name: string, operand: fc.Arbitrary<string>): fc.Arbitrary<string> => operand.map((value) => `{"${name}":${value}}`);

const wildcard = fc
  .array(fc.constantFrom('*', 'a', 'b', 'c', 'ß', '😀', '\\*', '\\\\', '.'), { maxLength: 5 })
  .map((parts) => JSON.stringify(parts.join('').replace(/\*\*+/g, '*')));
const notEmpty = fc.constantFrom(...STRINGS.filter((value) => value !== '')).map((value) => JSON.stringify(value));

const numeric = fc
  .tuple(fc.constantFrom('=', '<', '<=', '>', '>=', '><', '>=<', '><=', '>=<='), comparable, comparable)
  .map(([comparison, one, other]) => {
    const [low, high] = Number(one) < Number(other) ? [one, other] : [other, one];
    const [, above, below] = /^(>=?)(<=?)$/.exec(comparison) ?? [];
    return above === undefined || Number(low) === Number(high)
      ? `["${above ?? comparison}",${one}]`
      : `["${above}",${low},"${below}",${high}]`;
  });

const cidr = fc.constantFrom(
  '10.0.0.0/24',
  '10.0.0.7/31',
  '10.0.0.0/8',
  '10.0.0.9/+29',
  '2001:db8::/32',
  '2001:db8::1/127',
  '::/1',
  '0.0.0.0/0',
);

const anythingBut = fc.oneof(
  oneOrMore(text),
  oneOrMore(comparable),
  operator('prefix', oneOrMore(notEmpty)),
  operator('suffix', oneOrMore(notEmpty)),
  operator('equals-ignore-case', oneOrMore(text)),
  operator('wildcard', oneOrMore(wildcard)),
);

const matcher = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: operator('exactly', text) },
  { weight: 1, arbitrary: operator('prefix', text) },
  { weight: 1, arbitrary: operator('suffix', text) },
  { weight: 1, arbitrary: operator('prefix', operator('equals-ignore-case', text)) },
  { weight: 1, arbitrary: operator('suffix', operator('equals-ignore-case', text)) },
  { weight: 1, arbitrary: operator('equals-ignore-case', text) },
  { weight: 1, arbitrary: operator('wildcard', wildcard) },
  { weight: 2, arbitrary: operator('numeric', numeric) },
  {
    weight: 1,
    arbitrary: operator(
      'cidr',
      cidr.map((value) => `"${value}"`),
    ),
  },
  { weight: 3, arbitrary: operator('anything-but', anythingBut) },
  { weight: 1, arbitrary: operator('exists', fc.constant('true')) },
  { weight: 4, arbitrary: operator('exists', fc.constant('false')) },
);

const object = (member: fc.Arbitrary<string>, minLength: number): fc.Arbitrary<string> =>
  fc.array(member, { minLength, maxLength: 3 }).map((members) => `{${members.join()}}`);
const named = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(key, value).map(([name, one]) => `${JSON.stringify(name)}:${one}`);

/** Keeps the product of all `$or` far below the limit of combinations. */
const OR_MAX = 4;

const { pattern } = fc.letrec<{ pattern: string; member: string; or: string; field: string }>((tie) => ({
  pattern: object(tie('member'), 1),
  member: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'pattern' },
    { weight: 6, arbitrary: tie('field') },
    { weight: 3, arbitrary: named(tie('pattern')) },
    { weight: 1, arbitrary: tie('or') },
  ),
  or: fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }).map((items) => `"$or":[${items.join()}]`),
  field: named(list(matcher)),
}));

const { event } = fc.letrec<{ event: string; value: string }>((tie) => ({
  event: object(named(tie('value')), 0),
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'event' },
    { weight: 6, arbitrary: scalar },
    { weight: 3, arbitrary: tie('event') },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(' , ')}]`) },
  ),
}));

/** Texts of valid patterns with every operator, `$or`, repeated and dotted keys. */
export const patterns: fc.Arbitrary<string> = pattern.filter((one) => one.split('"$or"').length <= 1 + OR_MAX);

/** Texts of events made of the same keys and values. */
export const events: fc.Arbitrary<string> = event;

/** Patterns of one field and events that have it, so that each run is about the operators. */
export const fieldPatterns: fc.Arbitrary<string> = list(matcher, 2).map((matchers) => `{"a":${matchers}}`);
export const fieldEvents: fc.Arbitrary<string> = fc
  .oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: list(scalar) })
  .map((value) => `{"a":${value}}`);

const bit = fc.constantFrom('0', '1');
const loose = fc.constantFrom(
  '["0"]',
  '["1"]',
  '[{"anything-but":"1"}]',
  '[{"exists":true}]',
  '[{"exists":false}]',
  '["0",{"exists":false}]',
);
const asked = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'p.a', 'p.b', 'q.a', 'q.b'), loose, { minKeys: 1, maxKeys: 5 });
const items = (item: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(item, { minLength: 1, maxLength: 3 }).map((all) => `[${all.join()}]`);
const quoted = bit.map((one) => `"${one}"`);
const members = (keys: readonly string[], value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .subarray([...keys])
    .chain((names) => fc.tuple(...names.map((name) => value.map((one) => `"${name}":${one}`))))
    .map((all) => `{${all.join()}}`);
const inner = members(['a', 'b'], quoted);
const oneOrItems = (item: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(item, items(item), items(items(item)));
const order = fc
  .tuple(members(['a', 'b', 'c'], fc.oneof(quoted, items(quoted))), fc.option(oneOrItems(inner)), fc.option(oneOrItems(inner)))
  .map(
    ([own, p, q]) =>
      `{"own":0${own.length > 2 ? `,${own.slice(1, -1)}` : ''}${p === null ? '' : `,"p":${p}`}${q === null ? '' : `,"q":${q}`}}`,
  );

/** Patterns of several fields below arrays, and events with such arrays: each run is about which leaves go together. */
export const arrayPatterns: fc.Arbitrary<string> = asked.map(
  (fields) =>
    `{"o":{${Object.entries(fields)
      .map(([path, matchers]) => `"${path}":${matchers}`)
      .join()}}}`,
);
export const arrayEvents: fc.Arbitrary<string> = oneOrItems(order).map((o) => `{"o":${o}}`);
