import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventKitError } from '../errors.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { resourceName } from './environment.ts';
import type { Run } from './run.ts';

/** Longer than any retry or retention in a dead-letter queue (14 days), in seconds. */
const REMEMBERED_SECONDS = 30 * 24 * 60 * 60;

export interface OnceProps<Input, Output extends Memory> {
  /** The key that identifies a piece of work, such as an order's id. Plain JSON. */
  readonly key: (input: Input) => Readonly<Record<string, string>>;
  readonly work: (input: Input) => Promise<Output>;
  /** @default a new DynamoDBClient */
  readonly client?: DynamoDBClient;
}

/** The result of the work must be JSON, because it is stored and returned again. */
// biome-ignore lint/suspicious/noConfusingVoidType: work without an answer is allowed
export type Memory = object | void;

/** The result of the work, from this run or, with `repeated`, from an earlier one. */
export type Remembered<Output extends Memory> = Output extends object ? Output & { readonly repeated?: true } : Output;

/** Runs work once for each key. */
export type Once = <Input, Output extends Memory>(props: OnceProps<Input, Output>) => (input: Input) => Promise<Remembered<Output>>;

/**
 * Runs `work` once for each key, regardless of repeated deliveries. Stores its result in the table that the manifest's `idempotency`
 * names, and returns it again. During a run, another delivery throws `IdempotencyAlreadyInProgressError` and is retried. A failed run
 * stores nothing. A result that is returned again has `repeated: true`.
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
        `Function ${name} uses once(), but its manifest has no idempotency table. Add idempotency: { table: ${table} }.`,
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
