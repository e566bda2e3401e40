import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveriesInLogs } from '../src/versions/deliveries.ts';
import { doordashOrder, place, ROOT, startSystem } from './running-system.ts';
import { type Ended, type WorkingCopy, workingCopy } from './working-copy.ts';

/** The services of the page. */
const SERVICES = ['intake', 'orders', 'delivery', 'payments'];

/** An executable block of the page. */
interface Block {
  readonly kind: 'file' | 'diff' | 'sh' | 'text';
  /** The text after the kind: a file's name, or a command's exit code. */
  readonly info: string;
  readonly content: string;
}

/** The blocks below each numbered heading. */
const chapters = (page: string): ReadonlyMap<string, readonly Block[]> => {
  const found = new Map<string, Block[]>();
  let chapter: Block[] = [];
  for (const { groups = {} } of page.matchAll(/^## (?<title>\d.*)$|^```(?<language>\S+)(?: (?<info>.+))?\n(?<content>[\s\S]*?)^```$/gm)) {
    const { title, language = '', info = '', content = '' } = groups;
    if (title === undefined) {
      const kind = language === 'diff' || language === 'sh' || language === 'text' ? language : 'file';
      chapter.push({ kind, info, content });
    } else {
      chapter = [];
      found.set(title, chapter);
    }
  }
  return found;
};

/** Executes the blocks of a page in a copy of the repository. */
class Reader {
  private readonly copy: WorkingCopy;
  private changed = false;
  private last: Ended = { code: 0, output: '' };

  constructor(copy: WorkingCopy) {
    this.copy = copy;
  }

  follow(blocks: readonly Block[]): void {
    for (const block of blocks) {
      if (block.kind === 'sh') for (const line of block.content.trim().split('\n')) this.run(line);
      else if (block.kind === 'text') this.compare(block);
      else this.change(block);
    }
  }

  build(): void {
    if (this.changed) this.copy.build(...SERVICES);
    this.changed = false;
  }

  private run(line: string): void {
    const [program = '', ...args] = line.split(' ');
    if (program === 'rm') {
      for (const file of args) this.copy.remove(file);
      this.changed = true;
      return;
    }
    this.build();
    expect(line).toMatch(/^npm run plumb -- /);
    this.last = this.copy.plumb(...args.slice(3));
    // A command without an exit code must succeed.
    if (this.last.code !== 0) expect(this.last.output, line).toMatch(/✗/);
  }

  private compare({ info, content }: Block): void {
    expect(this.last.code, this.last.output).toBe(info === 'exit code 1' ? 1 : 0);
    let rest = this.last.output;
    for (const line of content.trim().split('\n')) {
      expect(rest, `in ${this.last.output}`).toContain(line);
      rest = rest.slice(rest.indexOf(line) + line.length);
    }
  }

  private change({ kind, info, content }: Block): void {
    this.changed = true;
    if (kind === 'file') {
      this.copy.write(info, content);
      return;
    }
    const lines = content.trimEnd().split('\n');
    const side = (mark: string): string =>
      lines
        .filter((line) => line.startsWith(mark) || line.startsWith(' '))
        .map((line) => line.slice(1))
        .join('\n');
    const [from, to] = [side('-'), side('+')];
    this.copy.edit(info, to === '' ? `${from}\n` : from, to);
  }
}

const steps = chapters(readFileSync(`${ROOT}docs/versions.md`, 'utf8'));
const blocksOf = (number: number): readonly Block[] => [...steps].find(([title]) => title.startsWith(`${number}.`))?.[1] ?? [];

describe('docs/versions.md: OrderAccepted gets a second major version', () => {
  let copy: WorkingCopy;
  let reader: Reader;
  beforeAll(() => {
    copy = workingCopy();
    copy.keepServices(...SERVICES);
    copy.build();
    expect(copy.plumb('catalog').code).toBe(0);
    expect(copy.plumb('codeowners').code).toBe(0);
    // What is written about those that are left out.
    for (const [, name] of copy.plumb('check').output.matchAll(/^\S+ PROSE_WITHOUT_PAGE {2}(\S+)/gm))
      copy.remove(`catalog/prose/${name}.md`);
    reader = new Reader(copy);
  });
  afterAll(() => copy.delete());

  /** Sends an order that the restaurant delivers, and returns the version of OrderAccepted that each consumer received. */
  const orderGoesThrough = async (): Promise<Readonly<Record<string, string>>> => {
    reader.build();
    const system = await startSystem(`${copy.root}infra/cdktf.out`);
    try {
      const [self, channel] = [randomUUID(), randomUUID()];
      await place(system, doordashOrder(self, 'mx_fleet_delivery'), self);
      await place(system, doordashOrder(channel), channel);
      for (const id of [self, channel]) expect((await system.finished(id)).order).toMatchObject({ status: 'PAYMENT_CAPTURED' });
      const { connection } = system;
      const names = ['new-order', 'record-event', 'arrange-delivery', 'capture-payment'].map(connection.named);
      const delivered = (await deliveriesInLogs(connection.logs, names, 1, new Date())).filter(
        ({ eventType }) => eventType === 'OrderAccepted',
      );
      return Object.fromEntries(delivered.map(({ consumer, version }) => [consumer, version]));
    } finally {
      await system.aws.stop();
    }
  };

  const compiles = (): void => {
    for (const service of ['orders', 'delivery', 'payments']) {
      // The page omits the changes of the tests.
      copy.write(`services/${service}/tsconfig.page.json`, '{ "extends": "./tsconfig.json", "exclude": ["**/*.test.ts"] }');
      const { code, output } = copy.run(`services/${service}`, 'tsc', '--noEmit', '-p', 'tsconfig.page.json');
      expect(output, service).toBe('');
      expect(code).toBe(0);
    }
  };

  it.each([...steps.keys()])('has a chapter "%s" with executable blocks', (title) => {
    expect(steps.get(title)).not.toEqual([]);
  });

  it('1. when it is changed in place, then the gate refuses it and names the teams that it would break', () => {
    reader.follow(blocksOf(1));
  });

  it('2. when a new major version is published beside it, then the check warns its consumers, and every order is processed', async () => {
    reader.follow(blocksOf(2));
    compiles();
    expect(await orderGoesThrough()).toEqual({ 'arrange-delivery': '1.0', 'capture-payment': '1.0', 'record-event': '1.0' });
  });

  it('3. when one consumer moves, then both versions flow', async () => {
    reader.follow(blocksOf(3));
    compiles();
    expect(await orderGoesThrough()).toEqual({ 'arrange-delivery': '2.0', 'capture-payment': '1.0', 'record-event': '1.0' });
  });

  it('4. when the sunset passes, then the check fails and names the remaining consumers', () => {
    reader.follow(blocksOf(4));
  });

  it('5. when the last consumers move, then the old version is no longer delivered', async () => {
    reader.follow(blocksOf(5));
    compiles();
    expect(await orderGoesThrough()).toEqual({ 'arrange-delivery': '2.0', 'capture-payment': '2.0', 'record-event': '2.0' });
  });

  it('6. when the old version is removed, then every check passes, and orders are processed', async () => {
    reader.follow(blocksOf(6));
    compiles();
    expect(await orderGoesThrough()).toEqual({ 'arrange-delivery': '2.0', 'capture-payment': '2.0', 'record-event': '2.0' });
  });
});
