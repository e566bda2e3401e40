import type { ImportDeclaration, Program } from 'acorn';

/** The handlers that a piece of code exports, by their local names. */
export interface FunctionText {
  /** A function expression that takes the modules by name and returns the exports. Lines and columns stay those of the code. */
  readonly text: string;
  readonly exports: ReadonlySet<string>;
}

/** Turns a module into a function, because a script runs in a realm without the asynchronous loading of modules. */
export const functionText = (code: string, program: Program): FunctionText => {
  const cuts: { readonly start: number; readonly end: number }[] = [];
  const imports: string[] = [];
  const exported = new Map<string, string>();
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      imports.push(...bindings(node));
      cuts.push(node);
    }
    if (node.type !== 'ExportNamedDeclaration') continue;
    if (node.declaration === null || node.declaration === undefined) {
      for (const { local, exported: name } of node.specifiers) exported.set(nameOf(name), nameOf(local));
      cuts.push(node);
      continue;
    }
    cuts.push({ start: node.start, end: node.declaration.start });
    const declared = node.declaration.type === 'VariableDeclaration' ? node.declaration.declarations : [node.declaration];
    for (const { id } of declared) if (id !== null && id.type === 'Identifier') exported.set(id.name, id.name);
  }
  let body = code;
  for (const { start, end } of cuts) body = body.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + body.slice(end);
  const results = [...exported].map(([name, local]) => `${JSON.stringify(name)}: ${local}`).join(', ');
  return {
    text: `(function (modules, console) { 'use strict'; ${imports.join(' ')} ${body}\nreturn { ${results} }; })`,
    exports: new Set(exported.keys()),
  };
};

const bindings = ({ source, specifiers }: ImportDeclaration): readonly string[] => {
  const from = `modules[${JSON.stringify(source.value)}]`;
  return specifiers.map((one) => {
    if (one.type === 'ImportSpecifier') return `const ${one.local.name} = ${from}[${JSON.stringify(nameOf(one.imported))}];`;
    return `const ${one.local.name} = ${from};`;
  });
};

const nameOf = (node: { readonly type: string; readonly name?: string; readonly value?: unknown }): string =>
  node.name ?? String(node.value);
