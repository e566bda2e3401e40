import { busName, eventPattern } from '@plumbline/event-kit';
import { Construct, LambdaPermission } from '../terraform.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { Queue } from './queue.ts';
import { QueueMapping, RECEIVES_MAX, VISIBILITY_TIMEOUTS } from './queue-mapping.ts';
import { Rule } from './rule.ts';
import type { ServiceFunction } from './service-function.ts';

/** A function's rules, one for each subscription, with the dead-letter queue for undelivered events. */
export class Subscriptions extends Construct {
  constructor(scope: Construct, id: string, consumer: ServiceFunction) {
    super(scope, id);
    const { manifest } = consumer;
    const stack = PlumblineStack.current(this);
    const undelivered = new Queue(this, 'undelivered', {
      name: `${manifest.name}-undelivered`,
      alarm: `EventBridge could not deliver events to ${consumer.name}. The message attributes have the reason. Fix it, then redrive.`,
    });
    const rules = manifest.consumes.map((subscription) => {
      const { event } = subscription;
      return new Rule(this, event.detailType, {
        name: `${manifest.name}-on-${event.detailType}`,
        description: `${event.eventType} to ${manifest.name}`,
        busName: busName(stack.environment.name),
        pattern: eventPattern(subscription),
        deadLetterQueue: undelivered,
      });
    });
    if (manifest.batching === undefined) this.invoke(consumer, rules);
    else this.queueFor(consumer, rules, manifest.batching);
  }

  private invoke(consumer: ServiceFunction, rules: readonly Rule[]): void {
    for (const rule of rules) {
      rule.deliverTo({ arn: consumer.resource.arn });
      new LambdaPermission(rule, 'permission', {
        // A function has several rules, and AWS rejects a second statement with the same id.
        statementId: `events-${rule.node.id}`,
        action: 'lambda:InvokeFunction',
        functionName: consumer.resource.functionName,
        principal: 'events.amazonaws.com',
        sourceArn: rule.arn,
      });
    }
  }

  private queueFor(
    consumer: ServiceFunction,
    rules: readonly Rule[],
    batching: NonNullable<ServiceFunction['manifest']['batching']>,
  ): void {
    const { name, timeoutSeconds } = consumer.manifest;
    const poison = new Queue(this, 'poison', {
      name: `${name}-poison`,
      alarm: `${consumer.name} failed ${RECEIVES_MAX} times on a message. Its logs tell why; fix the cause, redrive.`,
    });
    const queue = new Queue(this, 'queue', {
      name,
      visibilityTimeoutSeconds: VISIBILITY_TIMEOUTS * timeoutSeconds,
      redrive: { to: poison, after: RECEIVES_MAX },
    });
    for (const rule of rules) rule.deliverToQueue(queue);
    new QueueMapping(this, 'mapping', { consumer, queue, batching });
  }
}
