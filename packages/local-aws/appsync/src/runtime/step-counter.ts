import type { AnyNode, Program } from 'acorn';
import { visitNodes } from './visit-nodes.ts';

/** Text to put into code. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

const STEP = '__step();';

/**
 * Counts the steps of code: the calls of its functions and the turns of its loops. APPSYNC_JS has no other way to take time without an
 * end, so that a number of steps bounds a handler, and the bound does not depend on the speed of the machine.
 */
export const stepInsertions = (program: Program): readonly Insertion[] => {
  const opening: Insertion[] = [];
  const closing: Insertion[] = [];
  const wrap = ({ start, end }: AnyNode, before: string, after: string): void => {
    opening.push({ at: start, text: before });
    closing.push({ at: end, text: after });
  };
  visitNodes(program, (node) => {
    if (!('body' in node) || Array.isArray(node.body) || !COUNTED.has(node.type)) return;
    const body = node.body as AnyNode;
    if (body.type === 'BlockStatement') opening.push({ at: body.start + 1, text: STEP });
    else if (node.type === 'ArrowFunctionExpression') wrap(body, '(__step(),', ')');
    else wrap(body, `{${STEP}`, '}');
  });
  // At one place, the innermost node closes first and opens last. Nodes are visited from the outside.
  return [...closing.reverse(), ...opening].sort((one, other) => one.at - other.at);
};

const COUNTED: ReadonlySet<string> = new Set([
  ...['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ForOfStatement', 'ForInStatement'],
]);
