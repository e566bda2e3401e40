import { AwsError, type QueryInput, type QueryOperation } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { bodiesOf, checkPublication, MESSAGE_BYTES_MAX, publicationBytes } from '../check-publication.ts';
import { type OperationsContext, onTopic } from './operations-context.ts';
import { readPublication } from './read-publication.ts';

const ENTRIES_MAX = 10;
const ID_CHARS_MAX = 80;

/** One invalid entry fails the whole request. https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const publishBatch = ({ account, store, topics, publish }: OperationsContext): QueryOperation => ({
  permissions: onTopic('Publish'),
  run(input, { traceHeader }) {
    const topic = topics.get(topicArnIn(account, input.text('TopicArn')));
    const entries = input.list('PublishBatchRequestEntries');
    checkIds(entries);
    const publications = entries.map((entry, index) => readPublication(entry, `publishBatchRequestEntries.${index + 1}.member.`));
    const bytes = publications.reduce((sum, publication) => sum + publicationBytes(publication), 0);
    if (bytes > MESSAGE_BYTES_MAX)
      throw new AwsError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
    for (const publication of publications) {
      checkPublication(topic, publication);
      bodiesOf(publication);
    }
    const published = store.write(() => publications.map((publication) => publish(topic, publication, traceHeader)));
    const member = published.map(({ id, sequenceNumber }, index) => ({
      Id: entries[index]?.text('Id'),
      MessageId: id,
      SequenceNumber: sequenceNumber,
    }));
    return { Failed: { member: [] }, Successful: { member } };
  },
});

const checkIds = (entries: readonly QueryInput[]): void => {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > ENTRIES_MAX)
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  const ids = entries.map((entry) => entry.text('Id') ?? '');
  for (const id of ids) {
    if (id.length > ID_CHARS_MAX) throw invalidId('is too long', id);
    if (!/^[A-Za-z0-9_-]+$/.test(id)) throw invalidId('contains an impermissible character', id);
  }
  if (new Set(ids).size < ids.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
};

const invalidId = (why: string, id: string): AwsError =>
  new AwsError('InvalidBatchEntryId', `The Id of a batch entry in the batch request ${why}: ${id}`);
