import type { Account } from '@plumbline/local-aws-kernel';
import { arnOf } from '@plumbline/local-aws-kernel';
import { invalidParameter } from './sns-errors.ts';

/** An existing topic. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly fifo: boolean;
  /** The given attributes, by the API's names and without `FifoTopic`; a missing one has its default. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The definition of a topic. */
export interface TopicDefinition {
  readonly name: string;
  /** @default false */
  readonly fifo?: boolean;
  /** By the API's names: https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html @default none */
  readonly attributes?: Readonly<Record<string, string>>;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html: 1 to 256 characters, and `.fifo` at the end of FIFO topics only. */
const NAME = /^(?=.{1,256}$)[A-Za-z0-9_-]+(\.fifo)?$/;

/** Rejects an invalid name, as AWS does. */
export const topicFrom = (account: Account, { name, fifo = false, attributes = {}, tags = {} }: TopicDefinition): Topic => {
  if (!NAME.test(name) || name.endsWith('.fifo') !== fifo) throw invalidParameter('Topic Name');
  return { arn: arnOf(account, 'sns', name), name, fifo, attributes, tags };
};

export const isFlag = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/** Whether a message without an id is deduplicated by its content. */
export const comparesContent = ({ attributes }: Topic): boolean => isFlag(attributes['ContentBasedDeduplication']);
