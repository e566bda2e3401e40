import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventKitError } from '../errors.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { resourceName } from './environment.ts';
import type { Run } from './run.ts';

/** Longer than anything is retried or kept in a dead-letter queue (14 days), in seconds. */
const REMEMBERED_SECONDS = 30 * 24 * 60 * 60;

export interface OnceProps<Input, Output extends Memory> {
  /** What makes two inputs the same piece of work, such as an order's id. Plain JSON. */
  readonly key: (input: Input) => Readonly<Record<string, string>>;
  readonly work: (input: Input) => Promise<Output>;
  /** @default a new DynamoDBClient */
  readonly client?: DynamoDBClient;
}

/** What the work answers must be JSON: it is stored and answered again. */
// biome-ignore lint/suspicious/noConfusingVoidType: work without an answer is allowed
export type Memory = object | void;

/** What the work answered, now or, with `repeated`, before. */
export type Remembered<Output extends Memory> = Output extends object ? Output & { readonly repeated?: true } : Output;

/** Runs work once for each key. */
export type Once = <Input, Output extends Memory>(props: OnceProps<Input, Output>) => (input: Input) => Promise<Remembered<Output>>;

/**
 * Runs `work` once for each key, whatever is delivered how often: its answer is stored in the table that the manifest's
 * `idempotency` names, and given again. While one delivery is at work, another throws `IdempotencyAlreadyInProgressError`
 * and is retried; when the work threw, nothing is remembered. An answer given again has `repeated: true`.
 *
 * @throws EventKitError `INVALID_DECLARATION` when the manifest names no table
 * @see https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/
 */
export const onceFor =
  ({ name, idempotency }: FunctionManifest, { context }: Run): Once =>
  ({ key, work, client }) => {
    if (idempotency === undefined) {
      const table = `idempotencyTable({ name: '${name}-memory' })`;
      throw new EventKitError(
        'INVALID_DECLARATION',
        `Function ${name} uses once(), but its manifest names no table to remember in. Add idempotency: { table: ${table} }.`,
      );
    }
    const { partitionKey, timeToLive } = idempotency.table;
    const tableName = resourceName(idempotency.table);
    const loading = loadPowertools().then(({ DynamoDBPersistenceLayer, ...powertools }) => ({
      ...powertools,
      persistenceStore: new DynamoDBPersistenceLayer({
        tableName,
        keyAttr: partitionKey,
        expiryAttr: timeToLive,
        ...(client === undefined ? {} : { awsSdkV3Client: client }),
      }),
    }));
    return async (input) => {
      const { IdempotencyConfig, makeIdempotent, persistenceStore } = await loading;
      const config = new IdempotencyConfig({
        expiresAfterSeconds: REMEMBERED_SECONDS,
        lambdaContext: context(),
        responseHook: (answer) =>
          typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? { ...answer, repeated: true } : answer,
      });
      const run = makeIdempotent((_key: Readonly<Record<string, string>>) => work(input), {
        persistenceStore,
        config,
        keyPrefix: name,
        dataIndexArgument: 0,
      });
      return run(key(input)) as Promise<Remembered<Awaited<ReturnType<typeof work>>>>;
    };
  };

/** A chunk of its own in the bundle: functions without `once` do not load it at a cold start. */
const loadPowertools = async () => ({
  ...(await import('@aws-lambda-powertools/idempotency')),
  ...(await import('@aws-lambda-powertools/idempotency/dynamodb')),
});
