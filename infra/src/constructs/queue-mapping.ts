import type { Batching } from '@plumbline/event-kit';
import { Construct, LambdaEventSourceMapping } from '../terraform.ts';
import type { Queue } from './queue.ts';
import type { ServiceFunction } from './service-function.ts';

/** AWS recommends six times the function's timeout, https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const VISIBILITY_TIMEOUTS = 6;
/** AWS recommends at least five, on the same page. */
export const RECEIVES_MAX = 5;

export interface QueueMappingProps {
  readonly consumer: ServiceFunction;
  readonly queue: Queue;
  readonly batching: Batching;
}

/** Lambda reads a queue in batches for a function, which reports failed messages one by one. */
export class QueueMapping extends Construct {
  constructor(scope: Construct, id: string, { consumer, queue, batching }: QueueMappingProps) {
    super(scope, id);
    consumer.allow([
      { Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], Resource: queue.arn },
    ]);
    new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: queue.arn,
      functionName: consumer.resource.arn,
      batchSize: batching.size,
      maximumBatchingWindowInSeconds: batching.windowSeconds,
      functionResponseTypes: ['ReportBatchItemFailures'],
      ...(batching.concurrencyMax === undefined ? {} : { scalingConfig: { maximumConcurrency: batching.concurrencyMax } }),
    });
  }
}
