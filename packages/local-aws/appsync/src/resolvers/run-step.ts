import { newSegmentId, parseTraceHeader } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import type { DataSourceAnswer } from '../data-sources/data-source-call.ts';
import type { Step } from '../graphql-api.ts';
import type { Json, JsonObject } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import { callDataSource } from './call-data-source.ts';
import { directBatchItem } from './direct-batch-item.ts';
import type { FieldCall } from './field-call.ts';
import type { LambdaBatches } from './lambda-batches.ts';
import { directLambdaEvent } from './resolver-context.ts';
import { runHandler } from './run-handler.ts';

/** Where a step starts, and where it ends. */
export interface StepState {
  readonly stash: JsonObject;
  readonly prev: Json;
  /** `END` skips the rest of a pipeline. */
  readonly skipTo?: 'END' | 'NEXT';
}

/** Runs a unit resolver or a function of a pipeline: request handler, data source, response handler. Throws ResolverError. */
export const runStep = async (
  context: AppSyncContext,
  batches: LambdaBatches,
  step: Step,
  field: FieldCall,
  { stash, prev }: StepState,
): Promise<StepState> => {
  const dataSource = context.apis.dataSource(field.request.api.id, step.dataSource);
  if (dataSource === undefined) throw new ResolverError(`No data source found named ${step.dataSource}`);
  const { code } = step;
  if (code === undefined) {
    const payload = directLambdaEvent(field, prev, stash);
    const request = { operation: step.maxBatchSize > 0 ? 'BatchInvoke' : 'Invoke', payload };
    const answer = await traced(context, step, field, (trace) => batches.call(context, dataSource, step, request, field, trace));
    if (answer.error !== undefined) throw answer.error;
    if (step.maxBatchSize === 0) return { stash, prev: answer.result };
    const { data, error } = directBatchItem(answer.result);
    if (error !== undefined) field.request.appended.push({ error, path: field.path, locations: field.locations });
    return { stash, prev: data };
  }
  const before = runHandler(context, code, 'request', field, { stash, prev });
  if (before.kind === 'error') throw before.error;
  if (before.kind === 'early') return { stash: before.stash, prev: before.value, skipTo: before.skipTo };
  const answer = await traced(context, step, field, (trace) =>
    dataSource.type === 'AWS_LAMBDA'
      ? batches.call(context, dataSource, step, before.value, field, trace)
      : callDataSource(context, dataSource, before.value, field, trace),
  );
  const after = runHandler(context, code, 'response', field, { stash: before.stash, prev, result: answer.result, error: answer.error });
  if (after.kind === 'error') throw after.error;
  return { stash: after.stash, prev: after.value, ...(after.kind === 'early' ? { skipTo: after.skipTo } : {}) };
};

/** A subsegment of the request for each call of a data source. */
const traced = async (
  { clock }: Pick<AppSyncContext, 'clock'>,
  step: Step,
  { request }: FieldCall,
  call: (traceHeader: string | undefined) => Promise<DataSourceAnswer>,
): Promise<DataSourceAnswer> => {
  const parent = parseTraceHeader(request.traceHeader);
  if (request.trace === undefined || parent === undefined) return call(request.traceHeader);
  const id = newSegmentId();
  const startMs = clock.now();
  let failed = true;
  try {
    const answer = await call(`Root=${parent.root};Parent=${id};Sampled=1`);
    failed = answer.error !== undefined;
    return answer;
  } finally {
    const times = { start_time: startMs / 1_000, end_time: clock.now() / 1_000 };
    request.trace({ id, name: step.dataSource, ...times, ...(failed ? { error: true } : {}) });
  }
};
