import type { AppSyncContext } from '../appsync-context.ts';
import { AUTH_TYPES } from '../auth/auth-mode.ts';
import { noEffects } from '../runtime/effects.ts';
import type { Code, Evaluation } from '../runtime/evaluator.ts';
import { runtimeErrorText } from '../runtime/runtime-error.ts';
import { contextLimit } from './context-limit.ts';
import type { FieldCall } from './field-call.ts';
import { type HandlerInput, resolverContext } from './resolver-context.ts';

/** Runs a handler for a field, and applies what it does beside its result. */
export const runHandler = (
  { evaluator, clock, observe }: Pick<AppSyncContext, 'evaluator' | 'clock' | 'observe'>,
  code: Code,
  handler: 'request' | 'response',
  field: FieldCall,
  input: HandlerInput,
): Evaluation => {
  const { request, typeName, fieldName, path, locations } = field;
  const limit = contextLimit(request);
  if (limit !== undefined) return { kind: 'error', error: limit, stash: {} };
  const effects = noEffects();
  const host = { nowMs: () => clock.now(), authType: AUTH_TYPES[request.caller.mode], fieldName, typeName, effects };
  const evaluation = evaluator.evaluate(code, handler, resolverContext(field, input), host);
  request.contextChars += effects.contextChars;
  for (const error of effects.errors) request.appended.push({ error, path, locations });
  for (const [name, value] of effects.headers) request.responseHeaders.set(name, value);
  request.invalidations.push(...effects.invalidations);
  if (effects.filter !== undefined) request.filters.filter = effects.filter;
  if (effects.invalidationFilter !== undefined) request.filters.invalidationFilter = effects.invalidationFilter;
  const place = { path, fieldName, parentType: typeName };
  for (const line of effects.logs) request.log('info', `${typeName}.${fieldName} ${handler}: ${line}`);
  if (request.api.log?.level === 'ALL') logEvaluation(field, handler, input, evaluation);
  const why = evaluation.kind === 'error' ? runtimeErrorText(evaluation.error) : undefined;
  if (why !== undefined) {
    observe({
      kind: 'warning',
      message: `The ${handler} handler of ${typeName}.${fieldName} of the GraphQL API ${request.api.name} failed: ${why}`,
    });
    request.log('error', { logType: 'RuntimeError', ...place, fieldInError: true, errors: [why] });
  }
  return evaluation;
};

/** `RequestMapping` and `ResponseMapping` of the log. */
const logEvaluation = (
  { request, typeName, fieldName, path, args }: FieldCall,
  handler: string,
  input: HandlerInput,
  evaluation: Evaluation,
): void =>
  request.log(
    'field',
    {
      logType: handler === 'request' ? 'RequestMapping' : 'ResponseMapping',
      ...{ path, fieldName, parentType: typeName, fieldInError: evaluation.kind === 'error' },
      resolverArn: `${request.api.arn}/types/${typeName}/resolvers/${fieldName}`,
      errors: evaluation.kind === 'error' ? [evaluation.error.message] : [],
      context: { arguments: args, stash: evaluation.stash, ...(input.result === undefined ? {} : { result: input.result }), outErrors: [] },
      transformedTemplate: evaluation.kind === 'error' ? evaluation.error.message : JSON.stringify(evaluation.value),
    },
    { verbose: true },
  );
