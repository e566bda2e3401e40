import { type AnyNode, type Program, parse } from 'acorn';
import type { CodeError } from './code-error.ts';
import { forbiddenConstruct } from './forbidden-construct.ts';
import { MODULES } from './modules.ts';
import { visitNodes } from './visit-nodes.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateResolver.html ("code", maximum length) */
const CODE_CHARS_MAX = 32_768;

/** Code that APPSYNC_JS accepts, or the reasons why it does not. */
export type CheckedCode =
  | { readonly program: Program; readonly errors: readonly [] }
  | { readonly program?: undefined; readonly errors: readonly CodeError[] };

/** Parses code and finds every construct that APPSYNC_JS does not run. */
export const checkCode = (code: string): CheckedCode => {
  if (code.length > CODE_CHARS_MAX) return refused(`The code has ${code.length} characters; the maximum is ${CODE_CHARS_MAX}.`);
  let program: Program;
  try {
    program = parse(code, { ecmaVersion: 2022, sourceType: 'module', locations: true });
  } catch (error) {
    const { message, loc } = error as Error & { readonly loc?: { readonly line: number; readonly column: number } };
    const location = loc === undefined ? {} : { location: { line: loc.line, column: loc.column, span: 0 } };
    return { errors: [{ errorType: 'PARSER_ERROR', value: message.replace(/ \(\d+:\d+\)$/, ''), ...location }] };
  }
  const errors: CodeError[] = [];
  visitNodes(program, (node) => {
    const value = forbiddenConstruct(node) ?? foreignImport(node);
    if (value !== undefined) errors.push({ errorType: 'LINT_ERROR', value, location: locationOf(node) });
  });
  return errors.length === 0 ? { program, errors: [] } : { errors };
};

const refused = (value: string): CheckedCode => ({ errors: [{ errorType: 'PARSER_ERROR', value }] });

const foreignImport = (node: AnyNode): string | undefined => {
  if (node.type !== 'ImportDeclaration' && node.type !== 'ExportNamedDeclaration') return undefined;
  const source = node.source?.value;
  if (source === undefined) return undefined;
  if (node.type === 'ExportNamedDeclaration') return 'Modules cannot be re-exported.';
  if (MODULES.includes(String(source))) return undefined;
  return `Module ${String(source)} cannot be imported: bundle it into the code. The runtime has ${MODULES.join(', ')}.`;
};

const locationOf = ({ start, end, loc }: AnyNode): NonNullable<CodeError['location']> => ({
  line: loc?.start.line ?? 1,
  column: loc?.start.column ?? 0,
  span: end - start,
});
