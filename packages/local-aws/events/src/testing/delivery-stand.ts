import type { Statement } from '@plumbline/iam-policy';
import { apigateway } from '@plumbline/local-aws-apigateway';
import { type FunctionStand, type FunctionStandProps, startFunctionStand } from '@plumbline/local-aws-lambda/testing';
import { stepfunctions } from '@plumbline/local-aws-stepfunctions';
import { events } from '../index.ts';
import type { Target } from '../target.ts';

const services = { apigateway, stepfunctions, events };
type EventServices = typeof services;

/** For tests: a stand with EventBridge and all its targets. */
export type EventStand = FunctionStand<EventServices>;

export const startEventStand = (props: FunctionStandProps<EventServices> = {}): Promise<EventStand> => startFunctionStand(props, services);

export const ACCOUNT = 'eu-west-1:000000000000';
export const RULE = `arn:aws:events:${ACCOUNT}:rule/orders/all`;
export const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
const ENTRY = { Source: 'com.acme', DetailType: 'order-accepted', Detail: '{"a":1}', EventBusName: 'orders' };

/** For tests: a stand with the bus `orders`, its rule `all`, and a dead-letter queue. */
export interface DeliveryStand extends EventStand {
  /** The ARN of the dead-letter queue. */
  readonly dead: string;
  /** Allows EventBridge to send to a queue on behalf of the rule only. */
  letEventsSend(queueArn: string, more?: Partial<Statement>): void;
  /** Gives the rule its one target. */
  target(arn: string, more?: Partial<Target>): void;
  /** Publishes an event with a trace, and waits for its delivery. */
  publish(): Promise<void>;
  /** The outcome of every delivery attempt. */
  outcomes(): readonly string[];
  /** The dead letters' attributes, as plain strings. */
  deadLetters(): readonly Readonly<Record<string, unknown>>[];
  /** Deploys an API whose function returns `status`, and a role with which EventBridge may call it. */
  api(status: number | string, body?: string): Promise<{ readonly arn: string; readonly roleArn: string }>;
}

export const startDeliveryStand = async (): Promise<DeliveryStand> => {
  const stand = await startEventStand();
  stand.events.declare.bus({ name: 'orders' });
  const rule = stand.events.declare.rule({ name: 'all', busName: 'orders', pattern: '{"version":["0"]}', enabled: true });
  const dead = stand.sqs.putQueue({ name: 'dead' });
  const letEventsSend: DeliveryStand['letEventsSend'] = (queueArn, more = {}) =>
    stand.sqs.setPolicy(queueArn, {
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': RULE }, StringEquals: { 'aws:SourceAccount': '000000000000' } },
        ...more,
      },
    });
  letEventsSend(dead);
  return {
    ...stand,
    dead,
    letEventsSend,
    target(arn, more = {}) {
      const retryPolicy = { eventAgeSecondsMax: 86_400, attemptsMax: 185 };
      rule.targets.set('t', { id: 't', arn, deadLetterQueueArn: dead, retryPolicy, ...more });
    },
    async publish() {
      stand.events.accept(ENTRY, TRACE);
      await stand.settled();
    },
    outcomes: () => stand.occurrences.flatMap((one) => (one.kind === 'delivery' ? [one.outcome] : [])),
    deadLetters: () =>
      stand.take(dead).map(({ body, messageAttributes, attributes }) => ({
        event: JSON.parse(body) as Record<string, unknown>,
        trace: attributes['AWSTraceHeader'],
        types: new Set(Object.values(messageAttributes).map(({ dataType }) => dataType)),
        ...Object.fromEntries(Object.entries(messageAttributes).map(([name, { stringValue }]) => [name, stringValue])),
      })),
    api: (status, body = 'why') => putApi(stand, status, body),
  };
};

const putApi = async (stand: EventStand, status: number | string, body: string) => {
  const functionArn = await stand.putFunction(
    'api',
    `export const handler = (event) => { console.log(JSON.stringify(event)); return { statusCode: ${status}, body: ${JSON.stringify(body)} }; };`,
  );
  stand.lambda.addPermission(functionArn, { Effect: 'Allow', Action: '*', Principal: { Service: 'apigateway.amazonaws.com' } });
  const { apis } = stand.apigateway;
  apis.putApi({ id: 'abc', name: 'orders', rootResourceId: 'root' });
  apis.putStage({ restApiId: 'abc', name: 'dev', tracing: true });
  apis.putResource({ id: 'r', restApiId: 'abc', parentId: 'root', pathPart: 'orders' });
  apis.putMethod({ restApiId: 'abc', resourceId: 'r', httpMethod: 'POST', authorization: 'AWS_IAM' });
  apis.putIntegration({ restApiId: 'abc', resourceId: 'r', httpMethod: 'POST', functionArn, timeoutMs: 29_000 });
  const arn = `arn:aws:execute-api:${ACCOUNT}:abc/dev/POST/orders`;
  return { arn, roleArn: stand.putRole('caller', { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: arn }) };
};
