import type { Topic as TopicManifest } from '@plumbline/event-kit';
import { Construct, SnsTopic, SnsTopicSubscription } from '../terraform.ts';
import { Alarm } from './alarm.ts';
import type { Grantable } from './grantable.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import type { Statement } from './policy.ts';

/** An encrypted SNS topic with mails to its subscribers. */
export class Topic extends Construct implements Grantable {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, subscribers }: TopicManifest) {
    super(scope, id);
    const topic = new SnsTopic(this, 'topic', { name: PlumblineStack.current(this).named(name), kmsMasterKeyId: 'alias/aws/sns' });
    this.arn = topic.arn;
    for (const [index, { address, where }] of subscribers.entries()) {
      new SnsTopicSubscription(this, `subscriber-${index + 1}`, {
        topicArn: topic.arn,
        protocol: 'email',
        endpoint: address,
        ...(where === undefined ? {} : { filterPolicy: JSON.stringify(where) }),
      });
    }
    new Alarm(this, 'not-delivered', {
      name: `${name}-not-delivered`,
      description: `SNS could not deliver messages of the topic ${topic.name}. Check that the addresses of its subscribers exist.`,
      namespace: 'AWS/SNS',
      metric: 'NumberOfNotificationsFailed',
      dimensions: { TopicName: topic.name },
    });
  }
  get value(): string {
    return this.arn;
  }

  allowing(actions: readonly string[]): readonly Statement[] {
    return [{ Effect: 'Allow', Action: actions.map((action) => `sns:${action}`), Resource: this.arn }];
  }
}
