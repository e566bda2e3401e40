import { isObject, type JsonValue } from '@plumbline/eventbridge';
import type { TargetFailure } from '@plumbline/local-aws-kernel';
import type { Delivery } from './deliver.ts';
import type { PipeEvent } from './pipe-event.ts';
import { codeFailure } from './stage-outcome.ts';

/**
 * The records behind the events that failed, by index. An event belongs to the record whose `messageId` or `eventID` it has, or to the
 * one at its place; if neither is known, the whole batch failed.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html#pipes-partial-batch-failure
 */
export const failedRecords = (
  records: readonly { readonly id: string }[],
  events: readonly PipeEvent[],
  delivery: Delivery,
): ReadonlyMap<number, TargetFailure> => {
  const all = (failure: TargetFailure) => new Map(records.map((_, index) => [index, failure]));
  const byId = new Map(records.map(({ id }, index) => [id, index]));
  if ('allFailed' in delivery) return all(delivery.allFailed);
  if ('reported' in delivery) {
    const failure = codeFailure('BatchItemFailures', 'The target reported that the record failed.');
    const indexes = delivery.reported.map((id) => (typeof id === 'string' ? byId.get(id) : undefined));
    const known = indexes.filter((index) => index !== undefined);
    return known.length < indexes.length ? all(failure) : new Map(known.sort((a, b) => a - b).map((index) => [index, failure]));
  }
  const failed = new Map<number, TargetFailure>();
  for (const [place, failure] of delivery.failed) {
    const index = byId.get(idIn(events[place]?.value) ?? '') ?? (events.length === records.length ? place : undefined);
    if (index === undefined) return all(failure);
    failed.set(index, failure);
  }
  return failed;
};

const idIn = (value: JsonValue | undefined): string | undefined => {
  const id = isObject(value) ? (value['messageId'] ?? value['eventID']) : undefined;
  return typeof id === 'string' ? id : undefined;
};
