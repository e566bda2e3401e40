import type { Json } from './json.ts';

/** The parts of an error that AppSync adds to GraphQL's: https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html */
export interface ErrorParts {
  readonly errorType?: string | null;
  readonly data?: Json;
  readonly errorInfo?: Json;
}

/** An error of a field, with AppSync's members. */
export class ResolverError extends Error {
  override readonly name = 'ResolverError';
  readonly errorType: string | null;
  readonly data: Json;
  readonly errorInfo: Json;

  constructor(message: string, { errorType = null, data = null, errorInfo = null }: ErrorParts = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.errorType = errorType;
    this.data = data;
    this.errorInfo = errorInfo;
  }
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html */
export const unauthorizedField = (fieldName: string, typeName: string): ResolverError =>
  new ResolverError(`Not Authorized to access ${fieldName} on type ${typeName}`, { errorType: 'Unauthorized' });
