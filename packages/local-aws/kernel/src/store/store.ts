import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * The one SQLite database behind every local service, with group commit: all writes of one turn of the event loop share
 * a transaction, so that a put and the notification it causes become durable together, and durability costs one fsync
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
  /** A prepared statement, made once per SQL text. */
  prepare(sql: string): StatementSync;
  /** Runs `work` atomically: when it throws, what it wrote is undone and the error passed on. May be nested. */
  write<T>(work: () => T): T;
  /** Calls `run` after the running `write` is on disk; never, if that write is undone. Outside a write: at the next commit. */
  afterCommit(run: () => void): void;
  /** Resolves when everything written so far is on disk. A service answers a write only after this. */
  durable(): Promise<void>;
  close(): void;
}

/**
 * @param file a path, or `:memory:` for a store that dies with the process.
 * @param onCommit told before and after each commit. @default nobody is
 */
export const openStore = (file: string, onCommit: () => void = () => undefined): Store => {
  const db = new DatabaseSync(file);
  // FULL: a commit is on disk before it is answered (https://www.sqlite.org/pragma.html#pragma_synchronous).
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
      // What runs after a commit may write in turn.
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

/** One that throws must not keep the others from running: most of them resolve a `durable()` that a client waits for. */
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
