import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { objectMember, refuseOthers, textMember } from './invalid-request.ts';
import { typedItem } from './plain-item.ts';

/** An expression of a request: https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html */
export interface RequestExpression {
  readonly text: string;
  readonly names: JsonObject;
  readonly values: JsonObject;
}

/** Reads `{ expression, expressionNames, expressionValues }`; `undefined` when the request does not have it. */
export const readExpression = (request: JsonObject, name: string, more: readonly string[] = []): RequestExpression | undefined => {
  if (request[name] === undefined || request[name] === null) return undefined;
  const given = objectMember('the request', request, name);
  refuseOthers(`'${name}'`, given, ['expression', 'expressionNames', 'expressionValues', ...more]);
  return {
    text: textMember(`'${name}'`, given, 'expression'),
    names: objectOf(given['expressionNames']),
    values: typedItem(objectOf(given['expressionValues'])),
  };
};

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** The names and values of all expressions of a request, as DynamoDB takes them. */
export const placeholdersOf = (...expressions: readonly (RequestExpression | undefined)[]): JsonObject => {
  const names = Object.assign({}, ...expressions.map((one) => one?.names)) as JsonObject;
  const values = Object.assign({}, ...expressions.map((one) => one?.values)) as JsonObject;
  return {
    ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
};
