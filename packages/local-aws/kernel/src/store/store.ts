import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * The one SQLite database behind every local service, with group commit: all writes of one turn of the event loop share
 * a transaction, so that a put and its notification become durable together, and durability costs one fsync
 * per turn instead of one per request.
 *
 * @example
 * ```ts
 * const store = openStore(':memory:');
 * store.define('create table if not exists note (id integer primary key, text text) strict');
 * store.write(() => store.prepare('insert into note (text) values (?)').run('hello'));
 * await store.durable(); // now it survives kill -9
 * ```
 */
export interface Store {
  /** Runs DDL. Use `create table if not exists`: the database may be an earlier run's. */
  define(ddl: string): void;
  /** A prepared statement, created once for each SQL text. */
  prepare(sql: string): StatementSync;
  /** Runs `work` atomically: when it throws, its writes are rolled back and the error is rethrown. May be nested. */
  write<T>(work: () => T): T;
  /** Calls `run` after the running `write` is on disk, and never if that write is rolled back. Outside a write: at the next commit. */
  afterCommit(run: () => void): void;
  /** Resolves when all writes so far are on disk. A service acknowledges a write only after this. */
  durable(): Promise<void>;
  close(): void;
}

/**
 * @param file a path, or `:memory:` for a store that lives as long as the process.
 * @param onCommit called before and after each commit. @default not called
 */
export const openStore = (file: string, onCommit: () => void = () => undefined): Store => {
  const db = new DatabaseSync(file);
  // FULL: a commit is on disk before its write is acknowledged (https://www.sqlite.org/pragma.html#pragma_synchronous).
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000');
  const prepare = statementCache(db);
  let open = false;
  let closed = false;
  let depth = 0;
  let callbacks: (() => void)[] = [];

  const commit = (): void => {
    if (!open || closed) return;
    open = false;
    onCommit();
    db.exec('commit');
    onCommit();
    const committed = callbacks;
    callbacks = [];
    runAll(committed);
  };

  const begin = (): void => {
    if (open) return;
    db.exec('begin immediate');
    open = true;
    setImmediate(commit);
  };

  return {
    define(ddl) {
      commit();
      db.exec(ddl);
    },
    prepare,
    write(work) {
      begin();
      const callbackCount = callbacks.length;
      const savepoint = `w${depth}`;
      prepare(`savepoint ${savepoint}`).run();
      depth += 1;
      try {
        const result = work();
        prepare(`release ${savepoint}`).run();
        return result;
      } catch (error) {
        db.exec(`rollback to ${savepoint}; release ${savepoint}`);
        callbacks.length = callbackCount;
        throw error;
      } finally {
        depth -= 1;
      }
    },
    afterCommit(run) {
      begin();
      callbacks.push(run);
    },
    durable() {
      return open ? new Promise((resolve) => callbacks.push(resolve)) : Promise.resolve();
    },
    close() {
      // A callback after a commit may write again.
      while (open) commit();
      closed = true;
      db.close();
    },
  };
};

const statementCache = (db: DatabaseSync): Store['prepare'] => {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
};

/** A callback that throws must not prevent the others from running: most of them resolve a `durable()` that a client awaits. */
const runAll = (callbacks: readonly (() => void)[]): void => {
  const errors: unknown[] = [];
  for (const run of callbacks) {
    try {
      run();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'Several callbacks failed after a commit.');
};
