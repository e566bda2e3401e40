import type { Json } from '../json.ts';
import { DATA_LIMIT_EXCEEDED, StateFailure } from '../state-failure.ts';

/** 256 KiB of JSON in UTF-8. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const DATA_BYTES_MAX = 262_144;

/**
 * Throws States.DataLimitExceeded.
 * @param name the task's resource or the state, as AWS names it in the text
 */
export const checkSize = (value: Json, name: string): void => {
  if (Buffer.byteLength(JSON.stringify(value)) <= DATA_BYTES_MAX) return;
  throw new StateFailure(
    DATA_LIMIT_EXCEEDED,
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
};
