import type { AnyNode } from 'acorn';

/**
 * The reason why APPSYNC_JS does not run a piece of syntax; `undefined` when it does. The texts are those of `@aws-appsync/eslint-plugin`.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */
export const forbiddenConstruct = (node: AnyNode): string | undefined => {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.async) return 'Async functions are not supported.';
      return node.generator ? 'Generator functions are not supported.' : undefined;
    case 'UnaryExpression':
      return node.operator === '~' ? 'The operator ~ is not supported' : undefined;
    case 'UpdateExpression':
      return `The operator ${node.operator} is not supported`;
    case 'BinaryExpression':
      if (node.operator === 'in') return 'in operator is not supported. Use Object.hasOwn().';
      return node.operator === 'instanceof' ? 'The operator instanceof is not supported' : undefined;
    case 'Literal':
      return node.regex === undefined || node.regex === null ? undefined : 'Regex literals are not supported.';
    case 'NewExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'Promise' ? 'Promise is not supported' : undefined;
    case 'ForOfStatement':
      return node.await ? 'The `await` keyword is not supported' : undefined;
    default:
      return FORBIDDEN[node.type];
  }
};

const FORBIDDEN: Readonly<Record<string, string>> = {
  AwaitExpression: 'The `await` keyword is not supported',
  YieldExpression: 'Yield statements are not supported',
  WhileStatement: 'While statements are not supported.',
  DoWhileStatement: 'do...while statements are not supported.',
  ForStatement: 'For statements are not supported.',
  ContinueStatement: 'Continue statements are not supported',
  LabeledStatement: 'Labeled statements are not supported.',
  ThisExpression: 'This expressions are not supported.',
  TryStatement: 'Try statements are not supported.',
  ThrowStatement: 'Throw statements are not supported. Use util.error().',
  ClassDeclaration: 'Class declarations are not supported.',
  ClassExpression: 'Class declarations are not supported.',
  WithStatement: 'With statements are not supported.',
  ImportExpression: 'Dynamic imports are not supported.',
  MetaProperty: 'Meta properties are not supported.',
  ExportAllDeclaration: 'Modules cannot be re-exported.',
};
