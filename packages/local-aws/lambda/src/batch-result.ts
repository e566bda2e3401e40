import type { InvocationResult } from '@plumbline/local-aws-kernel';

/**
 * The records to process again, by their message ids or sequence numbers. An empty response means success; an unreadable one, or one
 * that names an unknown record, means that the whole batch failed.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export const failedIds = (reportsFailures: boolean, all: readonly string[], result: InvocationResult): readonly string[] => {
  if (result.functionError !== undefined) return all;
  if (!reportsFailures) return [];
  const answer = JSON.parse(result.payload) as { readonly batchItemFailures?: unknown } | null;
  if (answer === null) return [];
  if (typeof answer !== 'object') return all;
  if (Object.keys(answer).length === 0) return [];
  if (!('batchItemFailures' in answer)) return all;
  if (answer.batchItemFailures === null) return [];
  if (!Array.isArray(answer.batchItemFailures)) return all;
  const ids = (answer.batchItemFailures as { readonly itemIdentifier?: unknown }[]).map((failure) => failure?.itemIdentifier);
  return ids.every((id): id is string => typeof id === 'string' && all.includes(id)) ? ids : all;
};
