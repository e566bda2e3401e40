import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import type { DataSourceAnswer } from './data-source-call.ts';
import { placeholdersOf, type RequestExpression, readExpression } from './dynamodb-expressions.ts';
import type { DynamoDbOperation, DynamoDbRequest } from './dynamodb-request.ts';
import { invalidRequest, refuseOthers } from './invalid-request.ts';
import { plainItem } from './plain-item.ts';

const COMMON = ['version', 'operation', 'index', 'nextToken', 'limit', 'consistentRead', 'select', 'filter', 'projection'];

/** Query and Scan. */
export const dynamodbReads: Readonly<Record<string, DynamoDbOperation>> = {
  async Query(given) {
    refuseOthers('Query', given.request, [...COMMON, 'query', 'scanIndexForward']);
    const query = readExpression(given.request, 'query');
    if (query === undefined) throw invalidRequest("Query needs the element 'query'.");
    const { scanIndexForward } = given.request;
    return read('Query', given, query, {
      KeyConditionExpression: query.text,
      ...(typeof scanIndexForward === 'boolean' ? { ScanIndexForward: scanIndexForward } : {}),
    });
  },

  async Scan(given) {
    refuseOthers('Scan', given.request, [...COMMON, 'segment', 'totalSegments']);
    const { segment, totalSegments } = given.request;
    return read('Scan', given, undefined, totalSegments === undefined ? {} : { Segment: segment ?? 0, TotalSegments: totalSegments });
  },
};

const read = async (
  operation: string,
  { tableName, request, call }: DynamoDbRequest,
  query: RequestExpression | undefined,
  more: JsonObject,
): Promise<DataSourceAnswer> => {
  const filter = readExpression(request, 'filter');
  const projection = readExpression(request, 'projection');
  const { index, limit, nextToken, consistentRead, select } = request;
  const { Items, LastEvaluatedKey, ScannedCount } = await call(operation, {
    TableName: tableName,
    ...more,
    ...(typeof index === 'string' ? { IndexName: index } : {}),
    ...(typeof limit === 'number' ? { Limit: limit } : {}),
    ...(typeof nextToken === 'string' ? { ExclusiveStartKey: keyIn(nextToken) } : {}),
    ...(typeof consistentRead === 'boolean' ? { ConsistentRead: consistentRead } : {}),
    ...(typeof select === 'string' ? { Select: select } : {}),
    ...(filter === undefined ? {} : { FilterExpression: filter.text }),
    ...(projection === undefined ? {} : { ProjectionExpression: projection.text }),
    ...placeholdersOf(query, filter, projection),
  });
  const items = isJsonArray(Items) ? Items.map(plainItem) : [];
  return { result: { items, nextToken: tokenOf(LastEvaluatedKey), scannedCount: ScannedCount ?? 0 } };
};

/** On AWS the token is encrypted; clients may not read it either way. */
const tokenOf = (key: Json | undefined): Json => (isJsonObject(key) ? Buffer.from(JSON.stringify(key)).toString('base64url') : null);

const keyIn = (token: string): JsonObject => {
  const key = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
  if (isJsonObject(key)) return key;
  throw new ResolverError('Invalid pagination token given.', { errorType: 'BadRequestException' });
};
