import type { Values } from '@plumbline/local-aws-kernel';
import { compileCode } from '../compile-code.ts';
import type { Code, Evaluator } from '../runtime/evaluator.ts';

export const CODE_ARGUMENTS = ['code', 'runtime.name', 'runtime.runtime_version'];

/** The code of a resolver or function; refuses templates of Velocity by name. */
export const codeOf = (
  evaluator: Evaluator,
  address: string,
  values: Values,
  templates: readonly string[],
): { readonly code: Code | undefined; readonly source: string | undefined } => {
  const template = templates.find((name) => values.optionalText(name) !== undefined && values.optionalText(name) !== '');
  if (template !== undefined)
    throw new Error(`${address}: local-aws does not run templates of Velocity (${template}). Write the resolver for APPSYNC_JS, in code.`);
  const source = values.optionalText('code');
  if (source === undefined) return { code: undefined, source };
  const runtime = values.block('runtime');
  if (runtime?.optionalText('name') !== 'APPSYNC_JS' || runtime.optionalText('runtime_version') !== '1.0.0')
    throw new Error(`${address}: code needs the runtime APPSYNC_JS 1.0.0.`);
  return { code: compileCode(evaluator, source), source };
};
