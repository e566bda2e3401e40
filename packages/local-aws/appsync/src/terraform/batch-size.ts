import type { Values } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateResolver.html ("maxBatchSize": 0 to 2000) */
const BATCH_MAX = 2_000;

export const batchSizeOf = (address: string, values: Values): number => {
  const size = values.number('max_batch_size', 0);
  if (Number.isInteger(size) && size >= 0 && size <= BATCH_MAX) return size;
  throw new Error(`${address}: max_batch_size is a number from 0 to ${BATCH_MAX}, not ${size}.`);
};
