import { GUIDE, type RefusedCode } from './case.ts';

const PAGE = `${GUIDE}/supported-features.html`;
const refused = (statement: string, because: string): RefusedCode => ({ source: PAGE, statement, because });

/** Constructs that APPSYNC_JS does not have. */
export const REFUSED_CODE: readonly RefusedCode[] = [
  refused('let i = 0; i++;', 'The operator ++ is not supported'),
  refused('let i = 0; --i;', 'The operator -- is not supported'),
  refused('const x = ~1;', 'The operator ~ is not supported'),
  refused("const x = 'a' in {};", 'in operator is not supported. Use Object.hasOwn().'),
  refused('const x = {} instanceof Object;', 'The operator instanceof is not supported'),
  refused('try {} catch (e) {}', 'Try statements are not supported.'),
  refused('try {} finally {}', 'Try statements are not supported.'),
  refused("throw new Error('x');", 'Throw statements are not supported. Use util.error().'),
  refused('while (true) {}', 'While statements are not supported.'),
  refused('do {} while (true);', 'do...while statements are not supported.'),
  refused('for (let i = 0; i < 1; i += 1) {}', 'For statements are not supported.'),
  refused('for (const x of []) { continue; }', 'Continue statements are not supported'),
  refused('label: for (const x of []) { break label; }', 'Labeled statements are not supported.'),
  refused('const x = this;', 'This expressions are not supported.'),
  refused('const f = async () => 1;', 'Async functions are not supported.'),
  refused('function* g() {}', 'Generator functions are not supported.'),
  refused('class A {}', 'Class declarations are not supported.'),
  refused('const x = /a/;', 'Regex literals are not supported.'),
  refused('const x = new Promise(() => 1);', 'Promise is not supported'),
  refused("const x = import('fs');", 'Dynamic imports are not supported.'),
  refused('const x = import.meta;', 'Meta properties are not supported.'),
];
