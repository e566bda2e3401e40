import type { ImportDeclaration, Program } from 'acorn';
import { type Insertion, stepInsertions } from './step-counter.ts';

/** The handlers that a piece of code exports, by their local names. */
export interface FunctionText {
  /** A function expression that takes the modules by name, a console and the counter of steps, and returns the exports. */
  readonly text: string;
  /** The column of the code that became a column of the text; lines stay the same. Both start at 1. */
  readonly columnOf: (line: number, column: number) => number;
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
  const insertions = stepInsertions(program);
  const blanked = cuts.reduce(
    (text, { start, end }) => text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end),
    code,
  );
  const parts: string[] = [];
  let from = 0;
  for (const { at, text } of insertions) {
    parts.push(blanked.slice(from, at), text);
    from = at;
  }
  const body = parts.join('') + blanked.slice(from);
  const results = [...exported].map(([name, local]) => `${JSON.stringify(name)}: ${local}`).join(', ');
  const head = `(function (modules, console, __step) { 'use strict'; ${imports.join(' ')} `;
  return {
    text: `${head}${body}\nreturn { ${results} }; })`,
    exports: new Set(exported.keys()),
    columnOf: (line, column) => originalColumn(code, insertions, line, column - (line === 1 ? head.length : 0)),
  };
};

const originalColumn = (code: string, insertions: readonly Insertion[], line: number, column: number): number => {
  const lineStart =
    code
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line === 1 ? 0 : 1);
  let original = column;
  for (const { at, text } of insertions) {
    if (at < lineStart) continue;
    if (at - lineStart >= original) break;
    original -= text.length;
  }
  return Math.max(1, original);
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
