import { busName, CLOUD_EVENT_MEDIA_TYPE, cloudEventInput, eventPattern, type Forward } from '@plumbline/event-kit';
import { Construct } from '../terraform.ts';
import { ApiDestination } from './api-destination.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { Queue } from './queue.ts';
import { Rule } from './rule.ts';

export interface ForwardsProps {
  readonly forwards: readonly Forward[];
  /** The service's queue of a manifest's queue. */
  readonly queueOf: (queue: Extract<Forward['to'], { readonly kind: 'queue' }>) => Queue;
}

/** The rules that deliver events without a function, with their dead-letter queues. */
export class Forwards extends Construct {
  private readonly destinations = new Map<Forward['to'], ApiDestination>();

  constructor(scope: Construct, id: string, { forwards, queueOf }: ForwardsProps) {
    super(scope, id);
    for (const forward of forwards) {
      const rule = this.createRule(forward);
      if (forward.to.kind === 'queue') rule.deliverToQueue(queueOf(forward.to));
      else this.call(forward.to, forward, rule);
    }
  }

  private createRule({ name, subscription, to }: Forward): Rule {
    const stack = PlumblineStack.current(this);
    const undelivered = new Queue(this, `${name}-undelivered`, {
      name: `${name}-undelivered`,
      alarm: `EventBridge could not deliver events to ${to.name}. The message attributes have the reason. Fix it, then redrive.`,
    });
    return new Rule(this, name, {
      name,
      description: `${subscription.event.eventType} to ${to.name}`,
      busName: busName(stack.environment.name),
      pattern: eventPattern(subscription),
      deadLetterQueue: undelivered,
    });
  }

  /** Events for receivers outside AWS are CloudEvents. */
  private call(to: Extract<Forward['to'], { readonly kind: 'api-destination' }>, { name, subscription }: Forward, rule: Rule): void {
    const destination = this.destinations.get(to) ?? new ApiDestination(this, to.name, to);
    this.destinations.set(to, destination);
    const { paths, template } = cloudEventInput(subscription.event);
    rule.deliverTo({
      arn: destination.arn,
      roleArn: destination.callerRole(`${name}-caller`, name, rule.arn).arn,
      httpTarget: { headerParameters: { 'Content-Type': CLOUD_EVENT_MEDIA_TYPE } },
      inputTransformer: { inputPaths: { ...paths }, inputTemplate: template },
    });
  }
}
