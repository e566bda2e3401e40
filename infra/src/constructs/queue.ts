import { Construct, Lazy, SqsQueue, SqsQueuePolicy } from '../terraform.ts';
import { Alarm } from './alarm.ts';
import type { Grantable } from './grantable.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, type Statement } from './policy.ts';

/** The maximum retention of a message in SQS, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const RETENTION_SECONDS_MAX = 1_209_600;

export interface QueueProps {
  /** In kebab-case. */
  readonly name: string;
  /** The description of an alarm on the first message, for queues with manual work. @default no alarm */
  readonly alarm?: string;
  /** Seconds that a received message stays hidden. @default 30 */
  readonly visibilityTimeoutSeconds?: number;
  /** The number of receives after which a message goes to the dead-letter queue. @default no dead-letter queue */
  readonly redrive?: { readonly to: Queue; readonly after: number };
}

/** A standard queue, encrypted by SQS, with 14 days of retention. */
export class Queue extends Construct implements Grantable {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  private readonly ruleArns: string[] = [];

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const queue = new SqsQueue(this, 'queue', {
      name: PlumblineStack.current(this).named(props.name),
      messageRetentionSeconds: RETENTION_SECONDS_MAX,
      sqsManagedSseEnabled: true,
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds ?? 30,
      ...(props.redrive === undefined
        ? {}
        : { redrivePolicy: JSON.stringify({ deadLetterTargetArn: props.redrive.to.arn, maxReceiveCount: props.redrive.after }) }),
    });
    this.name = queue.name;
    this.arn = queue.arn;
    this.url = queue.url;
    if (props.alarm !== undefined) {
      new Alarm(this, 'not-empty', {
        name: `${props.name}-not-empty`,
        description: props.alarm,
        namespace: 'AWS/SQS',
        metric: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: queue.name },
        statistic: 'Maximum',
      });
    }
  }

  get value(): string {
    return this.url;
  }

  allowing(actions: readonly string[]): readonly Statement[] {
    return [{ Effect: 'Allow', Action: actions.map((action) => `sqs:${action}`), Resource: this.arn }];
  }

  /** Allows EventBridge to send on behalf of a rule. A queue has one policy, which names all of its rules. */
  allowRule(ruleArn: string): void {
    this.ruleArns.push(ruleArn);
    if (this.ruleArns.length > 1) return;
    new SqsQueuePolicy(this, 'policy', {
      queueUrl: this.url,
      policy: Lazy.stringValue({ produce: () => this.policyText() }),
    });
  }

  private policyText(): string {
    return policy({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
      Resource: this.arn,
      Condition: { ArnEquals: { 'aws:SourceArn': this.ruleArns } },
    });
  }
}
