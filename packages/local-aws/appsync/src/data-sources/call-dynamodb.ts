import type { Ports } from '@plumbline/local-aws-kernel';
import { isJsonObject } from '../json.ts';
import { awsErrorOf, callAws } from './call-aws.ts';
import type { DataSourceAnswer, DataSourceCall } from './data-source-call.ts';
import { dynamodbBatches } from './dynamodb-batches.ts';
import { dynamodbItems } from './dynamodb-items.ts';
import { dynamodbReads } from './dynamodb-reads.ts';
import { type CallDynamoDb, DynamoDbError, type DynamoDbOperation } from './dynamodb-request.ts';
import { dynamodbTransactions } from './dynamodb-transactions.ts';
import { invalidRequest, requestObject } from './invalid-request.ts';

/** https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html */
const OPERATIONS: Readonly<Record<string, DynamoDbOperation>> = {
  ...dynamodbItems,
  ...dynamodbReads,
  ...dynamodbBatches,
  ...dynamodbTransactions,
};

/** Calls the table with the role of the data source. */
export const callDynamoDb = async (
  ports: Pick<Ports, 'callService'>,
  { tableName, request: given, role, traceHeader }: DataSourceCall & { readonly tableName: string },
): Promise<DataSourceAnswer> => {
  const request = requestObject(given);
  const name = String(request['operation']);
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (name === 'Sync') throw invalidRequest('local-aws does not support Sync: it has no versioned data sources.');
  if (operation === undefined) throw invalidRequest(`The operation ${name} of DynamoDB is not supported.`);
  const call: CallDynamoDb = async (action, input) => {
    const headers = { 'x-amz-target': `DynamoDB_20120810.${action}`, 'content-type': 'application/x-amz-json-1.0' };
    const answer = await callAws(ports, 'dynamodb', { caller: role, traceHeader, headers, body: JSON.stringify(input) });
    const fields = isJsonObject(answer.body) ? answer.body : {};
    if (answer.status < 300) return fields;
    const { code, message } = awsErrorOf(answer);
    const text = `${message} (Service: DynamoDb, Status Code: ${answer.status}, Request ID: ${answer.requestId})`;
    throw new DynamoDbError(text, code, fields);
  };
  try {
    return await operation({ tableName, request, call });
  } catch (error) {
    if (error instanceof DynamoDbError) return { result: null, error };
    throw error;
  }
};
