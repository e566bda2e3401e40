import type { QueryInput } from '@plumbline/local-aws-kernel';
import type { Publication } from '../message.ts';
import { readMessageAttributes } from '../message-attributes.ts';

/** The message's part of Publish, and of an entry of PublishBatch. `place` is AWS's name of the entry. */
export const readPublication = (input: QueryInput, place = ''): Publication => ({
  body: input.text('Message') ?? '',
  subject: input.text('Subject'),
  structure: input.text('MessageStructure'),
  attributes: readMessageAttributes(input, place),
  groupId: input.text('MessageGroupId'),
  deduplicationId: input.text('MessageDeduplicationId'),
});
