import { blocksOf, type Fields, isUnresolved, numberOf } from '@plumbline/topology';
import { deadLetterWays } from '../dead-letter-ways.ts';
import type { Check } from '../draft.ts';
import type { Proof } from '../flow-system.ts';

/** Every dead-letter queue has an alarm that fires on its first message. */
export const deadLettersRing: Check = function* (proof) {
  const told = new Set<string>();
  const alarms = watchedMetrics(proof);
  if (alarms === undefined) return;
  for (const { from, to } of deadLetterWays(proof)) {
    const queue = to === undefined ? undefined : proof.one('aws_sqs_queue', 'arn', to);
    if (queue === undefined || to === undefined || told.has(to)) continue;
    const metrics = alarms.get(String(queue.values.name)) ?? [];
    if (metrics.some((metric) => METRICS.includes(metric) || (metric === SENT_METRIC && from !== 'queue'))) continue;
    told.add(to);
    yield {
      code: 'DLQ_WITHOUT_ALARM',
      at: queue,
      subject: `queue ${String(queue.values.name)}`,
      why: 'It is a dead-letter queue, and no alarm fires when it receives a message.',
      fix: 'Add an alarm on ApproximateNumberOfMessagesVisible above 0.',
    };
  }
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
const METRICS: readonly unknown[] = ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'];
/** This metric does not count messages that a redrive policy moves. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
const SENT_METRIC = 'NumberOfMessagesSent';

/** The metrics of each queue for which an enabled alarm fires on the first message; `undefined` when the metric of an alarm is unknown. */
const watchedMetrics = ({ all }: Proof): ReadonlyMap<string, readonly unknown[]> | undefined => {
  const enabled = all('aws_cloudwatch_metric_alarm').filter(({ values }) => values.actions_enabled !== false);
  const queues = new Set(all('aws_sqs_queue').map(({ values }) => values.name));
  // An alarm of a queue with a generated name refers to it by the same expression.
  const isUnclear = ({ namespace, metric_name, dimensions }: Fields): boolean =>
    [namespace, metric_name, dimensions].some(isUnresolved) ||
    blocksOf(dimensions).some(({ QueueName }) => isUnresolved(QueueName) && !queues.has(QueueName ?? null));
  if (enabled.some(({ values }) => isUnclear(values))) return undefined;
  const watched = enabled
    .filter(({ values }) => ringsAtOne(values))
    .flatMap(({ values }) => [values, ...blocksOf(values.metric_query).flatMap(({ metric }) => blocksOf(metric))])
    .filter(({ namespace }) => namespace === 'AWS/SQS')
    .flatMap(({ metric_name, dimensions }) => blocksOf(dimensions).map(({ QueueName }) => ({ queue: String(QueueName), metric_name })));
  return new Map(
    [...Map.groupBy(watched, ({ queue }) => queue)].map(([queue, metrics]) => [queue, metrics.map(({ metric_name }) => metric_name)]),
  );
};

/** The value of an expression or an age is unknown. For a number of messages, the alarm must fire at one. */
const ringsAtOne = ({ comparison_operator, threshold, metric_name }: Fields): boolean => {
  const least = numberOf(threshold);
  if (
    least === undefined ||
    isUnresolved(comparison_operator) ||
    metric_name === undefined ||
    metric_name === 'ApproximateAgeOfOldestMessage'
  )
    return true;
  if (comparison_operator === 'GreaterThanThreshold') return least < 1;
  return comparison_operator === 'GreaterThanOrEqualToThreshold' && least <= 1;
};
