import { type Context, createContext, Script } from 'node:vm';

/** The global objects that APPSYNC_JS does not have. */
const MISSING = [
  ...['globalThis', 'Promise', 'Proxy', 'Reflect', 'WeakRef', 'FinalizationRegistry', 'WebAssembly', 'SharedArrayBuffer', 'Atomics'],
  ...['Function', 'eval', 'escape', 'unescape', 'Symbol', 'RegExp', 'Intl', 'Iterator', 'AsyncDisposableStack', 'DisposableStack'],
];

/** The methods that the runtime lacks: the list of `@aws-appsync/eslint-plugin`, rule `no-disallowed-methods`. */
const MISSING_METHODS: Readonly<Record<string, readonly string[]>> = {
  'Array.prototype': ['copyWithin', 'entries', 'keys', 'toLocaleString', 'toString'],
  Array: ['from', 'of', 'fromAsync'],
  Object: [
    ...['create', 'defineProperties', 'defineProperty', 'freeze', 'getOwnPropertyDescriptor', 'getOwnPropertyDescriptors', 'is'],
    ...['getOwnPropertyNames', 'getOwnPropertySymbols', 'getPrototypeOf', 'isExtensible', 'isFrozen', 'isSealed'],
    ...['preventExtensions', 'seal', 'setPrototypeOf', 'groupBy'],
  ],
  String: ['fromCharCode', 'fromCodePoint', 'raw'],
  'String.prototype': [
    ...['charCodeAt', 'localeCompare', 'matchAll', 'padEnd', 'padStart', 'repeat', 'search', 'toLocaleLowerCase', 'toLocaleUpperCase'],
  ],
};

/** Removes what the runtime lacks, then freezes the rest, so that one resolver cannot change the next. */
const PREPARE = `(missing, methods) => {
  const { freeze, getOwnPropertyNames, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const global = globalThis;
  const roots = [Object, Array, String, Number, Boolean, Math, JSON, Date, Error, TypeError, RangeError, SyntaxError, Map, Set];
  const hidden = [Function.prototype, getPrototypeOf([][Symbol.iterator]()), RegExp.prototype, Symbol.prototype];
  for (const [path, names] of Object.entries(methods)) {
    const owner = path.split('.').reduce((value, name) => value[name], global);
    for (const name of names) delete owner[name];
  }
  for (const name of missing) delete global[name];
  const seen = new Set();
  const lock = (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
    seen.add(value);
    for (const name of getOwnPropertyNames(value)) {
      const { value: member } = getOwnPropertyDescriptor(value, name);
      lock(member);
    }
    freeze(value);
  };
  for (const root of [...roots, ...hidden]) lock(root);
}`;

/** A world of JavaScript objects for the code of resolvers, without those of Node.js and without those that APPSYNC_JS lacks. */
export const createRealm = (): Context => {
  const context = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  const prepare = new Script(PREPARE).runInContext(context) as (missing: readonly string[], methods: object) => void;
  prepare(MISSING, MISSING_METHODS);
  return context;
};
