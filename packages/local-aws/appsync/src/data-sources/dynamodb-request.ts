import type { JsonObject } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import type { DataSourceAnswer } from './data-source-call.ts';

/** Calls DynamoDB. Throws ResolverError with DynamoDB's error; `fields` are the further members of the error. */
export type CallDynamoDb = (operation: string, input: JsonObject) => Promise<JsonObject>;

export interface DynamoDbRequest {
  readonly tableName: string;
  readonly request: JsonObject;
  readonly call: CallDynamoDb;
}

/** An error of DynamoDB, with what it says beside its text. */
export class DynamoDbError extends ResolverError {
  readonly fields: JsonObject;

  constructor(message: string, code: string, fields: JsonObject) {
    super(message, { errorType: `DynamoDB:${code}` });
    this.fields = fields;
  }
}

export type DynamoDbOperation = (request: DynamoDbRequest) => Promise<DataSourceAnswer>;
