import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  type PutRuleCommandOutput,
  PutTargetsCommand,
  type PutTargetsCommandOutput,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { type EventStand, startEventStand } from './delivery-stand.ts';

/** For tests of the API: a stand with a client, and with queues that EventBridge may send to. */
export interface ApiStand extends EventStand {
  readonly client: EventBridgeClient;
  /** Creates a queue. @returns its ARN. */
  queue(): string;
  /** Puts a rule for events of the source `com.acme`. @default the rule `r` */
  putRule(name?: string, more?: object): Promise<PutRuleCommandOutput>;
  /** Gives the rule `r` targets. */
  putTargets(...targets: readonly Target[]): Promise<PutTargetsCommandOutput>;
  /** Puts one event of the source `com.acme` on a bus, and waits for its delivery. */
  publish(busName?: string): Promise<void>;
}

/** Matches the events of `publish`. */
export const PATTERN = '{"source":["com.acme"]}';

export const startApiStand = async (): Promise<ApiStand> => {
  const stand = await startEventStand();
  const client = new EventBridgeClient(stand.clientConfig);
  return {
    ...stand,
    client,
    queue() {
      const arn = stand.sqs.putQueue({ name: 'q' });
      stand.sqs.setPolicy(arn, {
        Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn },
      });
      return arn;
    },
    putRule: (Name = 'r', more = {}) => client.send(new PutRuleCommand({ Name, EventPattern: PATTERN, ...more })),
    putTargets: (...Targets) => client.send(new PutTargetsCommand({ Rule: 'r', Targets: [...Targets] })),
    async publish(EventBusName = 'default') {
      const entry = { Source: 'com.acme', DetailType: 't', Detail: '{"a":1}', EventBusName };
      await client.send(new PutEventsCommand({ Entries: [entry] }));
      await stand.settled();
    },
  };
};
