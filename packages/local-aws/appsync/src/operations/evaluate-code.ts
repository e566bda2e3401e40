import { AwsError, arnOf, bodyOf, json, type Route } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { AUTH_TYPES } from '../auth/auth-mode.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { type Effects, noEffects } from '../runtime/effects.ts';
import type { Code, Evaluation } from '../runtime/evaluator.ts';
import { runtimeErrorText } from '../runtime/runtime-error.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html */
export const evaluateCode = (context: AppSyncContext): Route => ({
  ...{ operation: 'EvaluateCode', method: 'POST', path: /^\/v1\/dataplane-evaluatecode$/ },
  run(request) {
    request.authorize({ action: 'appsync:EvaluateCode', resource: arnOf(context.account, 'appsync', '/v1/dataplane-evaluatecode') });
    const members = bodyOf(request);
    const [code, given, handler] = [members.text('code'), members.text('context'), members.text('function')];
    const runtime = members.members('runtime');
    if (runtime?.text('name') !== 'APPSYNC_JS' || runtime.text('runtimeVersion') !== '1.0.0')
      throw invalid('The runtime is APPSYNC_JS 1.0.0.');
    if (code === undefined || given === undefined) throw invalid('code and context are required.');
    if (handler !== 'request' && handler !== 'response') throw invalid(`The function is request or response, not ${handler}.`);
    const ctx = parseJson(given);
    if (!isJsonObject(ctx)) throw invalid('The context is not a JSON object.');
    const compiled = context.evaluator.compile(code);
    if ('errors' in compiled)
      return json(200, { error: { message: 'The code contains one or more errors.', codeErrors: compiled.errors }, logs: [] });
    return json(200, evaluated(context, compiled.code, handler, ctx));
  },
});

const invalid = (message: string): AwsError => new AwsError('BadRequestException', message);

const evaluated = ({ evaluator, clock }: AppSyncContext, code: Code, handler: 'request' | 'response', given: JsonObject): object => {
  const effects = noEffects();
  const info = isJsonObject(given['info']) ? given['info'] : {};
  const ctx = { arguments: given['args'] ?? {}, source: null, stash: {}, prev: { result: null }, ...given };
  const place = { fieldName: String(info['fieldName'] ?? ''), typeName: String(info['parentTypeName'] ?? '') };
  const evaluation = evaluator.evaluate(code, handler, ctx, { nowMs: () => clock.now(), authType: AUTH_TYPES.API_KEY, ...place, effects });
  return shownEvaluation(evaluation, effects);
};

const shownEvaluation = (evaluation: Evaluation, { logs, errors }: Effects): object => {
  const outErrors = errors.map(({ message, errorType, data, errorInfo }) => ({ message, type: errorType, data, errorInfo }));
  const more = { logs, stash: JSON.stringify(evaluation.stash), outErrors: JSON.stringify(outErrors) };
  if (evaluation.kind !== 'error') return { evaluationResult: JSON.stringify(evaluation.value), ...more };
  const why = runtimeErrorText(evaluation.error);
  const codeErrors = why === undefined ? [] : [{ errorType: 'RUNTIME_ERROR', value: why }];
  return { error: { message: evaluation.error.message, codeErrors }, ...more };
};
