import type { Resources, Tell } from './resource.ts';
import { isUnresolved } from './template.ts';
import { blockOf, blocksOf } from './terraform-json.ts';
import type { Bucket, Queue, Table } from './topology.ts';
import { declared, jsonFieldsOf, numberOf, textOf } from './values.ts';

export const readQueues = (find: Resources, tell: Tell): Queue[] => {
  const redrives = new Map(find('aws_sqs_queue_redrive_policy').map((one) => [one.values.queue_url ?? null, one]));
  return find('aws_sqs_queue').map((resource) => {
    const { values, address, stack } = resource;
    // The queue declares the redrive policy, or a separate resource does.
    const own = values.redrive_policy ?? redrives.get(values.url ?? null)?.values.redrive_policy;
    const policy = jsonFieldsOf(own);
    const isUnread = policy === undefined && isUnresolved(own);
    if (own !== undefined && policy === undefined && !isUnread)
      tell(`${address} (stack ${stack}): its redrive_policy is not a JSON object: ${String(own)}`);
    return {
      ...declared(resource, 'name'),
      fifo: values.fifo_queue === true,
      deadLetterQueueArn: textOf(isUnread ? own : policy?.deadLetterTargetArn),
    };
  });
};

export const readTables = (find: Resources): Table[] =>
  find('aws_dynamodb_table').map((resource) => ({
    ...declared(resource, 'name'),
    partitionKey: String(resource.values.hash_key),
    sortKey: textOf(resource.values.range_key),
    timeToLive: textOf(blockOf(resource.values, 'ttl').attribute_name),
    streamArn: resource.values.stream_enabled === true ? textOf(resource.values.stream_arn) : undefined,
  }));

export const readBuckets = (find: Resources): Bucket[] =>
  find('aws_s3_bucket').map((resource) => {
    const ofBucket = (type: string) => find(type).find(({ values }) => values.bucket === resource.values.id)?.values ?? {};
    const expiration = blocksOf(ofBucket('aws_s3_bucket_lifecycle_configuration').rule).map((rule) => blockOf(rule, 'expiration').days);
    return {
      ...declared(resource, 'bucket'),
      notifiesEventBridge: ofBucket('aws_s3_bucket_notification').eventbridge === true,
      expireAfterDays: expiration.map(numberOf).find((days) => days !== undefined),
    };
  });
