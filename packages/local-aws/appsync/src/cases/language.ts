import { type CodeCase, GUIDE } from './case.ts';

const PAGE = `${GUIDE}/supported-features.html`;
const gives = (code: string, value: unknown, more: Partial<CodeCase> = {}): CodeCase => ({ source: PAGE, code, gives: value, ...more });

/** What APPSYNC_JS has of JavaScript. */
export const LANGUAGE: readonly CodeCase[] = [
  gives('1 + 2 * 5 % 3 - 4 / 2', 0),
  gives('null ?? 1', 1),
  gives('ctx.nothing?.here ?? "none"', 'none'),
  gives('(5 & 3) | (1 << 2)', 5),
  gives('typeof void 0', 'undefined'),
  gives('{ ...{ a: 1 }, b: [...[1], 2] }', { a: 1, b: [1, 2] }),
  gives('x', 6, { before: 'let x = 0; for (const n of [1, 2, 3]) { x += n; }' }),
  gives('keys', ['a', 'b'], { before: 'const keys = []; for (const key in { a: 1, b: 2 }) { keys.push(key); }' }),
  gives('x', 'two', { before: "let x = ''; switch (2) { case 1: x = 'one'; break; case 2: x = 'two'; break; default: x = 'none'; }" }),
  gives('x', 1, { before: 'let x = 0; for (const n of [1, 2, 3]) { if (n > 1) { break; } x = n; }' }),
  gives('`a ${`b ${1 + 1}`}\nc`', 'a b 2\nc'),
  gives('f(1, 2, 3)', 6, { before: 'function f(...all) { return all.reduce((sum, one) => sum + one, 0); }' }),
  gives('Object.entries(Object.assign({ a: 1 }, { b: 2 }))', [
    ['a', 1],
    ['b', 2],
  ]),
  gives("Object.hasOwn({ a: 1 }, 'a')", true),
  gives('[Object.keys({ a: 1 }), Object.values({ a: 1 })]', [['a'], [1]]),
  gives('x', { b: 2 }, { before: 'const x = { a: 1, b: 2 }; delete x.a;' }),
  gives("'a,b'.split(',').map((one) => one.toUpperCase()).join('-')", 'A-B'),
  gives("['Hello'.slice(1, 3), 'Hello'.includes('ell'), ' x '.trim(), 'abc'.replace('b', 'x'), 'abc'.indexOf('c')]", [
    'el',
    true,
    'x',
    'axc',
    2,
  ]),
  gives('[3, 1, 2].sort().concat([4]).filter((n) => n > 1).find((n) => n > 2)', 3),
  gives('[[1], [2]].flat().every((n) => n > 0)', true),
  gives("JSON.parse(JSON.stringify({ a: [1, 'x', null] }))", { a: [1, 'x', null] }),
  gives("[parseInt('12px', 10), parseFloat('1.5'), Number.isInteger(1)]", [12, 1.5, true]),
  gives("[encodeURIComponent('a b'), decodeURIComponent('a%20b')]", ['a%20b', 'a b']),
  gives('[Math.max(1, 2), Math.floor(1.5), Math.abs(-1)]', [2, 1, 1]),
  gives('undefined', null),
  { source: PAGE, code: 'ctx.nothing.here', fails: 'Runtime Error' },
  { source: PAGE, code: 'setTimeout(() => 1, 1)', fails: 'Runtime Error' },
  { source: PAGE, code: "fetch('http://x')", fails: 'Runtime Error' },
  { source: PAGE, code: 'process.env', fails: 'Runtime Error' },
  { source: PAGE, code: "'a'.padStart(3)", fails: 'Runtime Error' },
  { source: PAGE, code: 'Object.freeze({})', fails: 'Runtime Error' },
  { source: PAGE, code: "eval('1')", fails: 'Runtime Error' },
  { source: PAGE, code: 'f(1)', before: 'const f = (x) => f(x) + 1;', fails: 'Runtime Error' },
];
