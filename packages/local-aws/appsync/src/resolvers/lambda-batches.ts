import type { AppSyncContext } from '../appsync-context.ts';
import { callLambdaBatch, readLambdaRequest } from '../data-sources/call-lambda.ts';
import type { DataSourceAnswer } from '../data-sources/data-source-call.ts';
import type { DataSource, Step } from '../graphql-api.ts';
import type { Json } from '../json.ts';
import { callDataSource, roleOf } from './call-data-source.ts';
import type { FieldCall } from './field-call.ts';

/** AppSync batches at most this many fields when the request says `BatchInvoke` and the resolver sets no size. */
const BATCH_DEFAULT = 5;

/** Collects the calls that the fields of one request make to a function at the same time, when their resolver batches. */
export interface LambdaBatches {
  call(
    context: AppSyncContext,
    dataSource: DataSource,
    step: Step,
    request: Json,
    field: FieldCall,
    traceHeader: string | undefined,
  ): Promise<DataSourceAnswer>;
}

interface Waiting {
  readonly payload: Json;
  readonly field: FieldCall;
  readonly traceHeader: string | undefined;
  readonly resolve: (answer: DataSourceAnswer) => void;
  readonly reject: (error: unknown) => void;
}

export const openLambdaBatches = (): LambdaBatches => {
  const waiting = new Map<Step, Waiting[]>();

  return {
    async call(context, dataSource, step, request, field, traceHeader) {
      if (dataSource.type !== 'AWS_LAMBDA') return callDataSource(context, dataSource, request, field, traceHeader);
      const { batch, payload } = readLambdaRequest(request);
      if (!batch) return callDataSource(context, dataSource, request, field, traceHeader);
      const { promise, resolve, reject } = Promise.withResolvers<DataSourceAnswer>();
      const list = waiting.get(step) ?? [];
      waiting.set(step, list);
      list.push({ payload, field, traceHeader, resolve, reject });
      // The executor starts the fields of all items of a list before it yields.
      if (list.length === 1) setImmediate(() => flush(context, dataSource, step));
      return promise;
    },
  };

  function flush(context: AppSyncContext, dataSource: DataSource & { readonly type: 'AWS_LAMBDA' }, step: Step): void {
    const list = waiting.get(step) ?? [];
    waiting.delete(step);
    const size = step.maxBatchSize > 0 ? step.maxBatchSize : BATCH_DEFAULT;
    for (let at = 0; at < list.length; at += size) void send(context, dataSource, list.slice(at, at + size));
  }
};

const send = async (
  context: AppSyncContext,
  dataSource: DataSource & { readonly type: 'AWS_LAMBDA' },
  batch: readonly Waiting[],
): Promise<void> => {
  const [first] = batch;
  if (first === undefined) return;
  try {
    const role = roleOf(context, dataSource, first.field);
    const payload = batch.map((one) => one.payload);
    const call = { functionArn: dataSource.functionArn, payload, role, traceHeader: first.traceHeader };
    const answers = await callLambdaBatch(context.ports, call, batch.length);
    for (const [index, one] of batch.entries()) one.resolve(answers[index] ?? { result: null });
  } catch (error) {
    for (const one of batch) one.reject(error);
  }
};
