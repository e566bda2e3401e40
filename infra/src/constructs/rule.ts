import { CloudwatchEventRule, CloudwatchEventTarget, type CloudwatchEventTargetConfig, Construct } from '../terraform.ts';
import { Alarm } from './alarm.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import type { Queue } from './queue.ts';
import { RETRY_POLICY } from './retry-policy.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const NAME_LENGTH_MAX = 64;

export interface RuleProps {
  /** In kebab-case, at most 64 characters together with the environment's prefix. */
  readonly name: string;
  readonly description: string;
  /** @default the account's default bus */
  readonly busName?: string;
  readonly pattern: object;
  /** The dead-letter queue for undelivered events. Several rules may share one. */
  readonly deadLetterQueue: Queue;
}

/** A rule. It retries for the maximum time of EventBridge, and then dead-letters. */
export class Rule extends Construct {
  readonly arn: string;
  private readonly rule: CloudwatchEventRule;
  private readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: RuleProps) {
    super(scope, id);
    const name = PlumblineStack.current(this).named(props.name);
    if (name.length > NAME_LENGTH_MAX)
      throw new Error(
        `The rule ${name} has ${name.length} characters, but EventBridge accepts ${NAME_LENGTH_MAX}. Shorten the name of the function.`,
      );
    this.deadLetterQueue = props.deadLetterQueue;
    this.rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: props.description,
      ...(props.busName === undefined ? {} : { eventBusName: props.busName }),
      eventPattern: JSON.stringify(props.pattern),
    });
    this.arn = this.rule.arn;
    props.deadLetterQueue.allowRule(this.arn);
    new Alarm(this, 'not-delivered', {
      name: `${props.name}-not-delivered`,
      description: `EventBridge could not deliver events of the rule ${name}. The dead-letter queue has them with the reason.`,
      namespace: 'AWS/Events',
      metric: 'FailedInvocations',
      dimensions: { RuleName: name, ...(props.busName === undefined ? {} : { EventBusName: props.busName }) },
    });
  }

  /** Delivers unchanged events to a queue. */
  deliverToQueue(queue: Queue): void {
    queue.allowRule(this.arn);
    this.deliverTo({ arn: queue.arn });
  }

  /** Adds the rule's target; the caller gives EventBridge the permission. */
  deliverTo(target: Pick<CloudwatchEventTargetConfig, 'arn' | 'roleArn' | 'httpTarget' | 'inputTransformer'>): void {
    new CloudwatchEventTarget(this, 'target', {
      rule: this.rule.name,
      ...(this.rule.eventBusNameInput === undefined ? {} : { eventBusName: this.rule.eventBusNameInput }),
      targetId: 'consumer',
      ...target,
      retryPolicy: RETRY_POLICY,
      deadLetterConfig: { arn: this.deadLetterQueue.arn },
    });
  }
}
