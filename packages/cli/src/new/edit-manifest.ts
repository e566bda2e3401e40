import { stripTypeScriptTypes } from 'node:module';
import {
  type ArrayExpression,
  type CallExpression,
  type Expression,
  type ImportDeclaration,
  type ObjectExpression,
  type Program,
  type Property,
  parse,
  type VariableDeclarator,
} from 'acorn';

/** A text to insert at a position in a file. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Adds a name to a list that a file exports, with its import.
 *
 * @throws Error when the file has no such list
 */
export const editList = (
  text: string,
  file: string,
  list: string,
  { name, from }: { readonly name: string; readonly from: string },
): string => {
  const program = parseSource(text);
  const value = exportedConstants(program).find(({ id }) => id.type === 'Identifier' && id.name === list)?.init;
  if (value?.type !== 'ArrayExpression') throw new Error(`Cannot edit ${file}: it does not export a list ${list}. Add ${name} by hand.`);
  return inserted(text, [...importing(program, from, [name]), appended(listOf(value), name)]);
};

/** The additions to a manifest. */
export interface ManifestAddition {
  /** Names to import, by the package they come from. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** A declaration to insert before the service's, and the name that it declares. */
  readonly declaration?: { readonly text: string; readonly name: string };
  /** The imported name of an event that a function of the manifest now publishes. */
  readonly publishes?: { readonly functionName: string; readonly event: string };
}

/**
 * Adds declarations to the text of a manifest. Everything else stays unchanged.
 *
 * @throws Error when the manifest is not written as `defineFunction({ ... })` and `defineService({ ... })`
 */
export const editManifest = (text: string, file: string, { imports, declaration, publishes }: ManifestAddition): string => {
  const program = parseSource(text);
  const refuse = (why: string): never => {
    throw new Error(`Cannot edit ${file}: ${why} Add the declaration by hand.`);
  };
  const insertions = [...imports].flatMap(([from, names]) => importing(program, from, names));
  if (declaration !== undefined) {
    const service = declaredBy(program, 'defineService')[0] ?? refuse('it does not call defineService.');
    const functions = elementsOf(service.argument, 'functions') ?? refuse('its service does not have a list of functions.');
    insertions.push({ at: service.start, text: `${declaration.text}\n` }, appended(functions, declaration.name));
  }
  if (publishes !== undefined) {
    const fn = declaredBy(program, 'defineFunction').find(({ argument }) => literal(argument, 'name') === publishes.functionName);
    if (fn === undefined) return refuse(`it does not declare ${publishes.functionName}.`);
    const published = elementsOf(fn.argument, 'publishes');
    insertions.push(
      published === undefined
        ? { at: fn.argument.end - 1, text: `  publishes: [${publishes.event}],\n` }
        : appended(published, publishes.event),
    );
  }
  return inserted(text, insertions);
};

/** Manifests rarely have types. Parsing drops them and keeps every position. */
const parseSource = (text: string): Program => {
  const options = { ecmaVersion: 'latest', sourceType: 'module' } as const;
  try {
    return parse(text, options);
  } catch {
    return parse(stripTypeScriptTypes(text), options);
  }
};

const inserted = (text: string, insertions: readonly Insertion[]): string =>
  insertions.toSorted((a, b) => b.at - a.at).reduce((edited, { at, text: more }) => edited.slice(0, at) + more + edited.slice(at), text);

/** Adds names to the import from a package, or adds a new import at the top. */
const importing = ({ body }: Program, from: string, names: readonly string[]): readonly Insertion[] => {
  const there = body.find((node): node is ImportDeclaration => node.type === 'ImportDeclaration' && node.source.value === from);
  if (there === undefined) return [{ at: 0, text: `import { ${names.join(', ')} } from '${from}';\n` }];
  const known = new Set(there.specifiers.map(({ local }) => local.name));
  const missing = names.filter((name) => !known.has(name));
  const last = there.specifiers.at(-1);
  return missing.length === 0 || last === undefined ? [] : [{ at: last.end, text: `, ${missing.join(', ')}` }];
};

interface Declaration {
  /** Where its statement begins. */
  readonly start: number;
  readonly argument: ObjectExpression;
}

/** The exported constants whose value is a call of a function with an object. */
const declaredBy = (program: Program, callee: string): readonly Declaration[] =>
  exportedConstants(program).flatMap(({ init: call, start }) => {
    if (call?.type !== 'CallExpression' || !calls(call, callee)) return [];
    const [argument] = call.arguments;
    return argument?.type === 'ObjectExpression' ? [{ start, argument }] : [];
  });

interface ExportedConstant extends Required<Pick<VariableDeclarator, 'id'>> {
  readonly init: Expression | null | undefined;
  /** Where its statement begins. */
  readonly start: number;
}

const exportedConstants = ({ body }: Program): readonly ExportedConstant[] =>
  body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || node.declaration?.type !== 'VariableDeclaration') return [];
    return node.declaration.declarations.map(({ id, init }) => ({ id, init, start: node.start }));
  });

const calls = ({ callee }: CallExpression, name: string): boolean => callee.type === 'Identifier' && callee.name === name;

const property = ({ properties }: ObjectExpression, name: string): Expression | undefined =>
  properties.find((one): one is Property => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === name)?.value;

const literal = (object: ObjectExpression, name: string): unknown => {
  const value = property(object, name);
  return value?.type === 'Literal' ? value.value : undefined;
};

interface List {
  readonly end: number;
  readonly last: number | undefined;
}

const elementsOf = (object: ObjectExpression, name: string): List | undefined => {
  const value = property(object, name);
  return value?.type === 'ArrayExpression' ? listOf(value) : undefined;
};

const listOf = ({ end, elements }: ArrayExpression): List => ({ end: end - 1, last: elements.at(-1)?.end });

const appended = ({ end, last }: List, name: string): Insertion =>
  last === undefined ? { at: end, text: name } : { at: last, text: `, ${name}` };
