import { AwsError } from '@plumbline/local-aws-kernel';
import { codeErrorText } from './runtime/code-error.ts';
import type { Code, Evaluator } from './runtime/evaluator.ts';

/**
 * Compiles the code of a resolver or function.
 *
 * @throws AwsError `BadRequestException` with the positions of all that APPSYNC_JS does not run
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_BadRequestException.html
 */
export const compileCode = (evaluator: Evaluator, source: string): Code => {
  const compiled = evaluator.compile(source);
  if ('code' in compiled) return compiled.code;
  const codeErrors = compiled.errors;
  throw new AwsError('BadRequestException', `The code contains one or more errors. ${codeErrors.map(codeErrorText).join('; ')}`, {
    fields: { reason: 'CODE_ERROR', detail: { codeErrors } },
  });
};
