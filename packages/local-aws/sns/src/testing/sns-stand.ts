import {
  CreateTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  type PublishCommandOutput,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { QueueRecord } from '@plumbline/local-aws-kernel';
import { type FunctionStand, type FunctionStandProps, startFunctionStand } from '@plumbline/local-aws-lambda/testing';
import { type MailList, mailbox, type StoredMail } from '@plumbline/local-aws-mailbox';
import { sns } from '../index.ts';

export const ACCOUNT = 'eu-west-1:000000000000';
export const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
export const topicArn = (name: string): string => `arn:aws:sns:${ACCOUNT}:${name}`;
export const queueArn = (name: string): string => `arn:aws:sqs:${ACCOUNT}:${name}`;

const services = { sns, mailbox };
type SnsServices = typeof services;

/** For tests: a stand with topics, queues and functions. */
export interface SnsStand extends FunctionStand<SnsServices> {
  readonly client: SNSClient;
  /** Creates a topic over the API. @returns its ARN. */
  topic(name: string, attributes?: Readonly<Record<string, string>>): Promise<string>;
  /** Creates a queue to which topics may send. @returns its ARN. */
  queue(name: string): string;
  /** Subscribes a queue or function. @returns the subscription's ARN. */
  subscribe(TopicArn: string, endpoint: string, attributes?: Readonly<Record<string, string>>): Promise<string>;
  publish(input: PublishCommandInput): Promise<PublishCommandOutput>;
  /** Receives and deletes the messages of a queue. */
  messages(queueArn: string): readonly QueueRecord[];
  /** The outcome of every delivery attempt. */
  outcomes(): readonly string[];
  warnings(): readonly string[];
  /** The mails in the mailbox, the oldest first. */
  mails(): Promise<readonly StoredMail[]>;
}

export const startSnsStand = async (props: FunctionStandProps<SnsServices> = {}): Promise<SnsStand> => {
  const stand = await startFunctionStand<SnsServices>(props, services);
  const client = new SNSClient(stand.clientConfig);
  return {
    ...stand,
    client,
    topic: async (Name, Attributes = {}) => (await client.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? '',
    queue(name) {
      const arn = stand.sqs.putQueue({ name, fifo: name.endsWith('.fifo') });
      stand.sqs.setPolicy(arn, {
        Statement: { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn },
      });
      return arn;
    },
    async subscribe(TopicArn, Endpoint, Attributes = {}) {
      const Protocol = Endpoint.split(':')[2] ?? '';
      const answer = await client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
      return answer.SubscriptionArn ?? '';
    },
    publish: (input) => client.send(new PublishCommand(input)),
    messages(arn) {
      const records = stand.take(arn);
      for (const { receiptHandle } of records) stand.sqs.remove(arn, receiptHandle);
      return records;
    },
    outcomes: () => stand.occurrences.flatMap((one) => (one.kind === 'notification' ? [one.outcome] : [])),
    async mails() {
      const answer = await fetch(`${stand.endpoint.url}/_plumbline/mail`);
      return ((await answer.json()) as MailList).mails.toReversed();
    },
    warnings: () => stand.occurrences.flatMap((one) => (one.kind === 'warning' ? [one.message] : [])),
    async stop() {
      client.destroy();
      await stand.stop();
    },
  };
};

/** The error of a rejected request. */
export const refusalOf = async (
  request: Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string; readonly status: number }> => {
  try {
    await request;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata: { readonly httpStatusCode: number } };
    return { code: name, message, status: $metadata.httpStatusCode };
  }
  throw new Error('The request was not refused.');
};
