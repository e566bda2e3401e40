/**
 * The largest batch of each target. "You can't configure a pipe with a larger batch size than the target supports."
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html#pipes-batchable-target
 */
const LIMITS: Readonly<Record<string, number>> = { events: 10, sqs: 10, sns: 10, logs: 10_000 };

/** A function or a state machine gets the whole batch in one request, whatever its number. */
export const batchMaxOf = (targetArn: string): number => LIMITS[serviceOf(targetArn)] ?? 10_000;

/** AWS's default where the target allows it. */
export const batchSizeOf = (given: number | undefined, sourceArn: string, targetArn: string): number =>
  given ?? Math.min(serviceOf(sourceArn) === 'dynamodb' ? 100 : 10, batchMaxOf(targetArn));

/** The third part of an ARN, such as `sqs`. */
export const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';
