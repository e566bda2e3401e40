import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from './store.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  store = openStore(join(folder, 'state.db'));
  store.define('create table if not exists note (id integer primary key, text text) strict');
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const put = (text: string): void => store.write(() => void store.prepare('insert into note (text) values (?)').run(text));
const notesIn = (reader: Store): readonly unknown[] =>
  reader
    .prepare('select text from note order by id')
    .all()
    .map(({ text }) => text);
/** What another process would see: only what has been committed. */
const committed = (): readonly unknown[] => {
  const other = openStore(join(folder, 'state.db'));
  const texts = notesIn(other);
  other.close();
  return texts;
};
const fail = (): never => {
  throw new Error('undo');
};

describe('group commit', () => {
  it('when several writes happen in one turn, then they are committed together at its end', async () => {
    const commits: string[] = [];
    for (const text of ['a', 'b', 'c']) {
      put(text);
      store.afterCommit(() => commits.push(text));
    }
    expect(committed()).toEqual([]);
    expect(commits).toEqual([]);
    await store.durable();
    expect(committed()).toEqual(['a', 'b', 'c']);
    expect(commits).toEqual(['a', 'b', 'c']);
  });

  it('when nothing is being written, then durable resolves at once', async () => {
    put('a');
    await store.durable();
    await store.durable();
    expect(committed()).toEqual(['a']);
  });

  it('when a callback of a commit writes, then that is a commit of its own', async () => {
    const seen: (readonly unknown[])[] = [];
    put('a');
    store.afterCommit(() => {
      put('b');
      seen.push(committed());
      store.afterCommit(() => seen.push(committed()));
    });
    await store.durable();
    await store.durable();
    expect(seen).toEqual([['a'], ['a', 'b']]);
  });

  it('when a callback of a commit throws, then the others still run', async () => {
    const ran: string[] = [];
    const uncaught = new Promise((resolve) => {
      const others = process.listeners('uncaughtException');
      process.removeAllListeners('uncaughtException');
      process.once('uncaughtException', (error) => {
        for (const other of others) process.on('uncaughtException', other);
        resolve(error);
      });
    });
    put('a');
    store.afterCommit(fail);
    store.afterCommit(() => ran.push('second'));
    await store.durable();
    expect(ran).toEqual(['second']);
    expect(await uncaught).toMatchObject({ message: 'undo' });
  });

  it('when it is closed, then pending writes are committed first', () => {
    put('a');
    store.afterCommit(() => put('b'));
    store.close();
    store = openStore(join(folder, 'state.db'));
    expect(notesIn(store)).toEqual(['a', 'b']);
  });
});

describe('a write that throws', () => {
  it('when it throws, then its writes are rolled back, the error is rethrown and the other writes of the turn are kept', async () => {
    put('before');
    expect(() =>
      store.write(() => {
        put('undone');
        fail();
      }),
    ).toThrow('undo');
    put('after');
    await store.durable();
    expect(committed()).toEqual(['before', 'after']);
  });

  it('when an inner write throws and the outer one catches it, then only the inner one is undone', async () => {
    store.write(() => {
      put('outer');
      expect(() =>
        store.write(() => {
          put('inner');
          fail();
        }),
      ).toThrow('undo');
      put('outer again');
    });
    await store.durable();
    expect(committed()).toEqual(['outer', 'outer again']);
  });

  it('when an outer write throws, then inner ones that succeeded are undone too', async () => {
    expect(() =>
      store.write(() => {
        store.write(() => put('inner'));
        fail();
      }),
    ).toThrow('undo');
    await store.durable();
    expect(committed()).toEqual([]);
  });

  it('when it is undone, then its afterCommit is never called', async () => {
    const called: string[] = [];
    store.afterCommit(() => called.push('before'));
    expect(() =>
      store.write(() => {
        store.write(() => store.afterCommit(() => called.push('inner')));
        store.afterCommit(() => called.push('outer'));
        fail();
      }),
    ).toThrow('undo');
    store.write(() => store.afterCommit(() => called.push('after')));
    await store.durable();
    expect(called).toEqual(['before', 'after']);
  });
});

describe('a store on disk', () => {
  it('when the process is killed, then all durable writes exist, and no partial ones', async () => {
    const file = join(folder, 'killed.db');
    const script = `
      import { openStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
      const store = openStore(${JSON.stringify(file)});
      store.define('create table note (id integer primary key, text text) strict');
      const put = (text) => store.write(() => store.prepare('insert into note (text) values (?)').run(text));
      for (const text of ['a', 'b']) put(text);
      await store.durable();
      store.write(() => { put('c'); put('d'); });
      await store.durable();
      put('not durable');
      process.stdout.write('durable');
      for (;;);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const reopened = openStore(file);
    expect(notesIn(reopened)).toEqual(['a', 'b', 'c', 'd']);
    reopened.close();
  });
});
