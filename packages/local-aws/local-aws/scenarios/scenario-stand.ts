import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  CreateApiDestinationCommand,
  type CreateApiDestinationCommandInput,
  CreateConnectionCommand,
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Occurrence } from '@plumbline/local-aws-kernel';
import { expect } from 'vitest';
import { startTestStand, type TestStand, type TestStandProps } from '../test/test-stand.ts';

/** The vocabulary of scenarios. Operations with an API go over HTTP, as from any AWS SDK. */
export interface ScenarioStand extends TestStand {
  readonly client: { readonly events: EventBridgeClient; readonly lambda: LambdaClient; readonly sqs: SQSClient };
  /** Creates a queue that EventBridge may send to. @returns its ARN. */
  queue(name: string, attributes?: Partial<Record<QueueAttributeName, string>>): Promise<string>;
  /** Creates a rule, by default on the bus `orders` and for all events of shops. Targets are ARNs or target shapes. */
  rule(rule: RuleToMake): Promise<void>;
  /** Deploys a function that EventBridge may invoke. @returns its ARN. */
  deployFunction(...deployed: Parameters<TestStand['putFunction']>): Promise<string>;
  /** An HTTP server with given responses, its received calls, and the target through which EventBridge calls it. */
  httpEndpoint(answer?: (seconds: number) => number, more?: Partial<CreateApiDestinationCommandInput>): Promise<HttpEndpoint>;
  /** Publishes an event of a shop and runs all due work. @returns the event's id. */
  publish(detail: object, more?: Partial<PutEventsRequestEntry>): Promise<string>;
  /** Publishes up to ten events of a shop with one request, and does not wait for their deliveries. */
  putEvents(...details: readonly object[]): Promise<void>;
  /** Receives all messages of a queue. */
  messages(queueArn: string): Promise<readonly Message[]>;
  /** The bodies of all messages of a queue, parsed as JSON. */
  bodies(queueArn: string): Promise<readonly Body[]>;
  /** The message attributes of the dead letters in a queue, as plain strings, each with the event. */
  letters(queueArn: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The times of a function's runs, in seconds since the start of the scenario. */
  runs(functionName: string): readonly number[];
  /** The outcomes of EventBridge's delivery attempts, in order. */
  outcomes(targetArn?: string): readonly string[];
  /** The warnings about conditions that AWS does not report. */
  warnings(): readonly string[];
  /** Ends the scenario, and checks that local-aws itself did not fail. */
  end(): Promise<void>;
}

/** The body of a message, mostly an event. */
export interface Body extends Readonly<Record<string, unknown>> {
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface RuleToMake {
  readonly name: string;
  readonly bus?: string;
  readonly pattern?: object;
  readonly targets: readonly (string | Omit<Target, 'Id'>)[];
}

export interface HttpEndpoint {
  readonly calls: { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: string; readonly atSeconds: number }[];
  readonly target: { readonly Arn: string; readonly RoleArn: string };
}

export const START_MS = Date.UTC(2026, 0, 1);
export const FROM_SHOPS = { source: ['com.acme.shop'] };

/** Starts a scenario: a stand with the bus `orders`, at midnight of New Year's Day 2026. */
export const startScenario = async (props: TestStandProps = {}): Promise<ScenarioStand> => {
  const stand = await startTestStand(props);
  const client = {
    events: new EventBridgeClient(stand.clientConfig),
    lambda: new LambdaClient(stand.clientConfig),
    sqs: new SQSClient(stand.clientConfig),
  };
  const seconds = (timeMs: number): number => (timeMs - START_MS) / 1_000;
  const closings: (() => Promise<unknown>)[] = [];
  const told = <K extends Occurrence['kind']>(kind: K) =>
    stand.occurrences.filter((one): one is Extract<Occurrence, { kind: K }> => one.kind === kind);

  const messages: ScenarioStand['messages'] = async (queueArn) => {
    const QueueUrl = stand.sqs.queueUrl(queueArn);
    const all: Message[] = [];
    for (;;) {
      const names = { MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All' as const] };
      const { Messages = [] } = await client.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...names }));
      if (Messages.length === 0) return all;
      all.push(...Messages);
      for (const { ReceiptHandle } of Messages) await client.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  };

  if (stand.events.buses.find('orders') === undefined) await client.events.send(new CreateEventBusCommand({ Name: 'orders' }));
  return {
    ...stand,
    client,
    messages,
    async queue(name, attributes = {}) {
      const Attributes = { Policy: JSON.stringify(EVENTBRIDGE_MAY_SEND), ...attributes };
      const { QueueUrl } = await client.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
      return `arn:aws:sqs:eu-west-1:000000000000:${QueueUrl?.split('/').at(-1)}`;
    },
    async rule({ name, bus = 'orders', pattern = FROM_SHOPS, targets }) {
      await client.events.send(new PutRuleCommand({ Name: name, EventBusName: bus, EventPattern: JSON.stringify(pattern) }));
      const Targets = targets.map((target, index) => ({ Id: `t${index}`, ...(typeof target === 'string' ? { Arn: target } : target) }));
      if (Targets.length > 0) await client.events.send(new PutTargetsCommand({ Rule: name, EventBusName: bus, Targets }));
    },
    async deployFunction(name, source, more) {
      const arn = await stand.putFunction(name, source, more);
      const grant = { FunctionName: name, StatementId: 'events', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
      await client.lambda.send(new AddPermissionCommand(grant));
      return arn;
    },
    async httpEndpoint(answer = () => 200, more = {}) {
      const calls: HttpEndpoint['calls'] = [];
      const server = createServer(async (request, response) => {
        const atSeconds = seconds(stand.clock.now());
        calls.push({ url: request.url ?? '', headers: request.headers, body: await text(request), atSeconds });
        response.writeHead(answer(atSeconds)).end('that is what I answer');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      closings.push(() => new Promise((resolve) => server.close(resolve)));
      const name = `endpoint-${closings.length}`;
      const AuthParameters = { ApiKeyAuthParameters: { ApiKeyName: 'X-Api-Key', ApiKeyValue: 'secret' } };
      const connection = { Name: name, AuthorizationType: 'API_KEY' as const, AuthParameters };
      const { ConnectionArn } = await client.events.send(new CreateConnectionCommand(connection));
      const InvocationEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
      const destination = { Name: name, ConnectionArn, InvocationEndpoint, HttpMethod: 'POST' as const, ...more };
      const { ApiDestinationArn = '' } = await client.events.send(new CreateApiDestinationCommand(destination));
      return { calls, target: { Arn: ApiDestinationArn, RoleArn: stand.putRole('caller') } };
    },
    async publish(detail, more = {}) {
      const { Entries } = await client.events.send(new PutEventsCommand({ Entries: [{ ...entryOf(detail), ...more }] }));
      await stand.settled();
      return Entries?.[0]?.EventId ?? '';
    },
    async putEvents(...details) {
      await client.events.send(new PutEventsCommand({ Entries: details.map(entryOf) }));
    },
    bodies: async (queueArn) => (await messages(queueArn)).map(({ Body = '' }) => JSON.parse(Body) as Body),
    letters: async (queueArn) =>
      (await messages(queueArn)).map(({ Body = '', MessageAttributes = {} }) => ({
        event: JSON.parse(Body) as unknown,
        ...Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue])),
      })),
    runs: (functionName) => told('invocation').flatMap((one) => (one.functionName === functionName ? [seconds(one.startMs)] : [])),
    outcomes: (targetArn) => told('delivery').flatMap((one) => ((targetArn ?? one.targetArn) === one.targetArn ? [one.outcome] : [])),
    warnings: () => told('warning').map(({ message }) => message),
    async end() {
      for (const one of Object.values(client)) one.destroy();
      await stand.stop();
      await Promise.all(closings.map((close) => close()));
      expect(stand.errors).toEqual([]);
    },
  };
};

const entryOf = (detail: object): PutEventsRequestEntry => ({
  Source: 'com.acme.shop',
  DetailType: 'order-placed',
  Detail: JSON.stringify(detail),
  EventBusName: 'orders',
});

const EVENTBRIDGE_MAY_SEND = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' },
};
