import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { EventKitError } from '../errors.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { resourceName } from './environment.ts';

/** Longer than anything is retried or kept in a dead-letter queue (14 days), in seconds. */
const REMEMBERED_SECONDS = 30 * 24 * 60 * 60;

export interface OnceProps<Input, Output extends Memory> {
  /** What makes two inputs the same piece of work, such as an order's id. Plain JSON. */
  readonly key: (input: Input) => Readonly<Record<string, string>>;
  readonly work: (input: Input, context: Context) => Promise<Output>;
  /** @default a new DynamoDBClient */
  readonly client?: DynamoDBClient;
}

/** What the work answers must be JSON: it is stored and answered again. */
type Memory = Readonly<Record<string, unknown>> | undefined;

/**
 * Runs `work` once for each key, whatever is delivered how often: its answer is stored in the table that the manifest's
 * `remembersIn` names, and given again. While one delivery is at work, another throws `IdempotencyAlreadyInProgressError`
 * and is retried; when the work threw, nothing is remembered. An answer given again has `repeated: true`.
 *
 * @see https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/
 */
export const once = <Input, Output extends Memory>(
  manifest: FunctionManifest,
  { key, work, client }: OnceProps<Input, Output>,
): ((input: Input, context: Context) => Promise<Output>) => {
  const table = manifest.remembersIn;
  if (table === undefined)
    throw new EventKitError('INVALID_DECLARATION', `Function ${manifest.name} uses once(), but its manifest has no remembersIn.`);
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: resourceName(table),
    keyAttr: table.partitionKey,
    ...(table.timeToLive === undefined ? {} : { expiryAttr: table.timeToLive }),
    ...(client === undefined ? {} : { awsSdkV3Client: client }),
  });
  return (input, context) => {
    const config = new IdempotencyConfig({
      expiresAfterSeconds: REMEMBERED_SECONDS,
      lambdaContext: context,
      responseHook: (answer) =>
        typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? { ...answer, repeated: true } : answer,
    });
    const run = makeIdempotent((_key: Readonly<Record<string, string>>) => work(input, context), {
      persistenceStore,
      config,
      keyPrefix: manifest.name,
      dataIndexArgument: 0,
    });
    return run(key(input)) as Promise<Output>;
  };
};
