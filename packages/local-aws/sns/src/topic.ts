import type { Account } from '@plumbline/local-aws-kernel';
import { arnOf } from '@plumbline/local-aws-kernel';
import { invalidParameter } from './sns-errors.ts';

/** A topic that exists. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly fifo: boolean;
  /** What was given, by the API's names and without `FifoTopic`; what is not here has its default. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a topic is made from. */
export interface TopicDefinition {
  readonly name: string;
  /** @default false */
  readonly fifo?: boolean;
  /** By the API's names: https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html @default none */
  readonly attributes?: Readonly<Record<string, string>>;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html: 1 to 256 characters, and `.fifo` at the end of FIFO topics alone. */
const NAME = /^(?=.{1,256}$)[A-Za-z0-9_-]+(\.fifo)?$/;

/** Refuses a name as AWS does. */
export const topicFrom = (account: Account, { name, fifo = false, attributes = {}, tags = {} }: TopicDefinition): Topic => {
  if (!NAME.test(name) || name.endsWith('.fifo') !== fifo) throw invalidParameter('Topic Name');
  return { arn: arnOf(account, 'sns', name), name, fifo, attributes, tags };
};

export const isFlag = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/** Whether a message without an id is compared with others by its content. */
export const comparesContent = ({ attributes }: Topic): boolean => isFlag(attributes['ContentBasedDeduplication']);
