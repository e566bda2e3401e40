import { createHash } from 'node:crypto';
import type { Clock, Store } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';

/** Remembers transactions by their `ClientRequestToken`, so that a repeated request writes once. */
export interface TransactionTokens {
  /** Whether the transaction has already run. Throws when the token was used with another request. */
  wasDone(token: string | undefined, transaction: unknown): boolean;
  /** Call in the transaction's own `store.write`. */
  remember(token: string | undefined, transaction: unknown): void;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken */
const TOKEN_MS = 10 * 60 * 1_000;

export const openTransactionTokens = (store: Store, clock: Clock): TransactionTokens => {
  store.define(`
    create table if not exists ddb_transaction_token (
      token text primary key, fingerprint text not null, expires_at_ms integer not null
    ) strict, without rowid;
    create index if not exists ddb_transaction_token_expiry on ddb_transaction_token (expires_at_ms);`);
  return {
    wasDone(token, transaction) {
      if (token === undefined) return false;
      const row = store
        .prepare('select fingerprint from ddb_transaction_token where token = ? and expires_at_ms > ?')
        .get(token, clock.now());
      if (row === undefined) return false;
      if (row.fingerprint === fingerprintOf(transaction)) return true;
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
      );
    },
    remember(token, transaction) {
      if (token === undefined) return;
      store.prepare('delete from ddb_transaction_token where expires_at_ms <= ?').run(clock.now());
      store
        .prepare('insert into ddb_transaction_token (token, fingerprint, expires_at_ms) values (?, ?, ?)')
        .run(token, fingerprintOf(transaction), clock.now() + TOKEN_MS);
    },
  };
};

/** The same for every order in which a client writes the members of a map. */
const fingerprintOf = (transaction: unknown): string =>
  createHash('sha256')
    .update(
      JSON.stringify(transaction, (_, value: unknown) => (isMap(value) ? Object.fromEntries(Object.entries(value).sort(byName)) : value)),
    )
    .digest('base64');

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
