import { type AwsService, jsonService } from '@plumbline/local-aws-kernel';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { describeStream } from './operations/describe-stream.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';

const TARGET_PREFIX = 'DynamoDBStreams_20120810';

/** DynamoDB Streams, an API of its own: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
export const streamsService = (context: DynamoDbContext): AwsService =>
  jsonService({
    signingName: 'dynamodb',
    targetPrefix: TARGET_PREFIX,
    jsonVersion: '1.0',
    errorNamespace: 'com.amazonaws.dynamodb.v20120810',
    operations: {
      DescribeStream: describeStream(context),
      GetRecords: getRecords(context),
      GetShardIterator: getShardIterator(context),
      ListStreams: listStreams(context),
    },
  });

/** Both APIs: requests are signed for the same service, and the target names the API. */
export const withStreams = (streams: AwsService, tables: AwsService): AwsService => {
  const of = (headers: Readonly<Record<string, string>>): AwsService =>
    headers['x-amz-target']?.startsWith(TARGET_PREFIX) === true ? streams : tables;
  return {
    signingName: tables.signingName,
    operationOf: (request) => of(request.headers).operationOf(request),
    handle: (request) => of(request.headers).handle(request),
    errorAnswer: (error, request) => of(request.headers).errorAnswer(error, request),
  };
};
