import { commandQueueName, poisonQueueName } from '@plumbline/event-kit';
import { Construct } from '../terraform.ts';
import { Alarm } from './alarm.ts';
import { Queue } from './queue.ts';
import { QueueMapping, RECEIVES_MAX, VISIBILITY_TIMEOUTS } from './queue-mapping.ts';
import type { ServiceFunction } from './service-function.ts';

/** Commands that wait longer than this need attention, in seconds. */
const WAIT_SECONDS_MAX = 900;
/** The batches of a function that declares none: what SQS returns at once, without waiting. */
const BATCHING = { size: 10, windowSeconds: 0 } as const;

/** The queues of the commands that a function handles, each with a dead-letter queue and alarms. */
export class CommandQueues extends Construct {
  constructor(scope: Construct, id: string, consumer: ServiceFunction) {
    super(scope, id);
    const { handles, batching = BATCHING, timeoutSeconds } = consumer.manifest;
    for (const command of handles) {
      const name = commandQueueName(command);
      const poison = new Queue(this, `${name}-poison`, {
        name: poisonQueueName(command),
        alarm: `${consumer.name} failed ${RECEIVES_MAX} times on a ${command.commandType}. Its logs tell why; fix the cause or the command, then redrive.`,
      });
      const queue = new Queue(this, name, {
        name,
        visibilityTimeoutSeconds: VISIBILITY_TIMEOUTS * timeoutSeconds,
        redrive: { to: poison, after: RECEIVES_MAX },
      });
      new Alarm(this, `${name}-waits`, {
        name: `${name}-waits`,
        description: `The oldest ${command.commandType} waits for more than ${WAIT_SECONDS_MAX / 60} minutes. Check ${consumer.name} for errors, or raise its batching.concurrencyMax.`,
        namespace: 'AWS/SQS',
        metric: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: queue.name },
        statistic: 'Maximum',
        threshold: WAIT_SECONDS_MAX,
      });
      new QueueMapping(this, `${name}-mapping`, { consumer, queue, batching });
    }
  }
}
