import type { AppSyncContext } from '../appsync-context.ts';
import type { Resolver } from '../graphql-api.ts';
import type { Json } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import type { FieldCall } from './field-call.ts';
import type { LambdaBatches } from './lambda-batches.ts';
import { runHandler } from './run-handler.ts';
import { runStep, type StepState } from './run-step.ts';

/** Resolves a field. Throws ResolverError. */
export const runResolver = async (context: AppSyncContext, batches: LambdaBatches, resolver: Resolver, field: FieldCall): Promise<Json> => {
  if (resolver.kind === 'UNIT') return (await runStep(context, batches, resolver, field, { stash: {}, prev: null })).prev;
  return runPipeline(context, batches, resolver, field);
};

/** https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html#anatomy-of-a-pipeline-resolver-js */
const runPipeline = async (
  context: AppSyncContext,
  batches: LambdaBatches,
  { code, functionIds }: Resolver & { readonly kind: 'PIPELINE' },
  field: FieldCall,
): Promise<Json> => {
  let state: StepState = { stash: {}, prev: null };
  let skipFunctions = false;
  if (code !== undefined) {
    const before = runHandler(context, code, 'request', field, state);
    if (before.kind === 'error') throw before.error;
    // A pipeline that returns early goes on with its response handler.
    skipFunctions = before.kind === 'early';
    state = { stash: before.stash, prev: before.value };
  }
  for (const id of skipFunctions ? [] : functionIds) {
    const step = context.apis.fn(field.request.api.id, id);
    if (step === undefined) throw new ResolverError(`No function found with id ${id}`);
    state = await runStep(context, batches, step, field, state);
    if (state.skipTo === 'END') break;
  }
  if (code === undefined) return state.prev;
  const outErrors = field.request.appended.filter(({ path }) => path === field.path).map(({ error }) => error);
  const after = runHandler(context, code, 'response', field, { stash: state.stash, prev: state.prev, result: state.prev, outErrors });
  if (after.kind === 'error') throw after.error;
  return after.value;
};
