import type { Resources, Tell } from './read-topology.ts';
import { blockOf, blocksOf } from './terraform-json.ts';
import type { Bucket, Queue, Table } from './topology.ts';
import { declared, jsonFieldsOf, numberOf, textOf } from './values.ts';

export const readQueues = (find: Resources, tell: Tell): Queue[] =>
  find('aws_sqs_queue').map((resource) => {
    const { values, address, stack } = resource;
    // The redrive policy stands in the queue, or in a resource of its own.
    const own =
      values.redrive_policy ??
      find('aws_sqs_queue_redrive_policy').find((one) => one.values.queue_url === values.url)?.values.redrive_policy;
    const policy = jsonFieldsOf(own);
    if (own !== undefined && policy === undefined)
      tell(`${address} (stack ${stack}): its redrive_policy is no JSON object: ${String(own)}`);
    return { ...declared(resource, 'name'), fifo: values.fifo_queue === true, deadLetterQueueArn: textOf(policy?.deadLetterTargetArn) };
  });

export const readTables = (find: Resources): Table[] =>
  find('aws_dynamodb_table').map((resource) => ({
    ...declared(resource, 'name'),
    partitionKey: String(resource.values.hash_key),
    sortKey: textOf(resource.values.range_key),
    timeToLive: textOf(blockOf(resource.values, 'ttl').attribute_name),
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
