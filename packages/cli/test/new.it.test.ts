import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../src/root.ts';
import { type Ended, type WorkingCopy, workingCopy } from './working-copy.ts';

/** The part of vitest's JSON report that these tests read. */
interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly title: string; readonly failureMessages: readonly string[] }[];
  }[];
}

describe('plumb new, in a copy of the repository', () => {
  let copy: WorkingCopy;
  beforeAll(() => {
    copy = workingCopy({ installed: false });
    // pnpm itself links new workspaces, so the copy needs its own installation.
    const { status, stdout, stderr } = spawnSync(
      'pnpm',
      ['install', '--frozen-lockfile', '--prefer-offline', '--filter', '!@plumbline/catalog'],
      {
        cwd: copy.root,
        encoding: 'utf8',
      },
    );
    expect(status, `${stdout}${stderr}`).toBe(0);
  });
  afterAll(() => copy.delete());

  /** Runs a workspace's tests, or those of some files, and returns the titles of the failed tests with their reasons. */
  const failing = (folder: string, ...files: readonly string[]): readonly (readonly [title: string, why: string])[] => {
    copy.run(
      folder,
      'vitest',
      'run',
      ...files,
      '--config',
      `${copy.root}vitest.config.ts`,
      '--reporter=json',
      '--outputFile=.plumbline/results.json',
    );
    const { testResults } = JSON.parse(copy.read(`${folder}/.plumbline/results.json`)) as Results;
    copy.remove(`${folder}/.plumbline`);
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(tests.length).toBeGreaterThan(0);
    return tests.filter(({ status }) => status !== 'passed').map(({ title, failureMessages }) => [title, failureMessages.join()]);
  };

  /** Lint, types and every check that needs no running system. */
  const isWell = (...folders: readonly string[]): void => {
    const well = ({ code, output }: Ended): void => expect(code, output).toBe(0);
    for (const folder of folders) well(copy.run(folder, 'tsc', '--noEmit'));
    well(copy.run('.', 'biome', 'check', '--error-on-warnings', '--vcs-enabled=false', 'services', 'infra/src', 'packages/contracts'));
    well(copy.plumb('check'));
  };

  it('when a service is created, then every check passes except the test to fill in, which names the work', () => {
    const { code, output } = copy.plumb('new', 'service', 'greenhouse', '--on', 'OrderAccepted');
    expect(code, output).toBe(0);
    isWell('services/greenhouse', 'infra');
    expect(failing('services/greenhouse')).toEqual([
      [
        'when OrderAccepted comes, then ...',
        expect.stringContaining(
          'Fill in services/greenhouse/src/greenhouse-order-accepted/greenhouse-order-accepted.test.ts: name the expected result of OrderAccepted',
        ),
      ],
    ]);
    // The tests about all stacks.
    expect(failing('infra', 'src/stacks.test.ts')).toEqual([]);
    expect(copy.read('catalog/pages/domains/ordering/services/greenhouse/index.mdx')).toContain('- greenhouse-team');
    expect(copy.read('.github/CODEOWNERS')).toMatch(/^\/services\/greenhouse\/ @\S+\/greenhouse-team$/m);
    const counts = (root: string): number =>
      Number(/\| \[alarms\].*?\) \| (\d+) \|/.exec(readFileSync(`${root}docs/deploy.md`, 'utf8'))?.[1]);
    expect(counts(copy.root)).toBeGreaterThan(counts(ROOT));
  });

  it('when an event is created, then its contract, example, schema and manifest entry exist, and every check passes', () => {
    const { code, output } = copy.plumb('new', 'event', 'SeedSown', '--by', 'greenhouse-order-accepted');
    expect(code, output).toBe(0);
    isWell('services/greenhouse', 'packages/contracts/ordering');
    expect(copy.read('packages/contracts/ordering/src/seed-sown.ts')).toContain("terminal: 'It is new: no function consumes it yet.'");
    expect(failing('packages/contracts/ordering')).toEqual([]);
    expect(JSON.parse(copy.read('packages/contracts/ordering/schemas/SeedSown/1.0.json'))).toMatchObject({
      'x-source': 'plumbline.greenhouse',
      properties: { Data: { required: ['order_id'] } },
    });
    expect(copy.read('services/greenhouse/src/manifest.ts')).toMatch(/consumes: \[on\(OrderAccepted\)\],\n {2}publishes: \[SeedSown\],/);
    expect(copy.read('catalog/pages/domains/ordering/services/greenhouse/events/SeedSown/index.mdx')).toContain(
      '`greenhouse-order-accepted`',
    );
  });

  it('when a function is created that consumes an event, then every check passes except its test, and the event is no longer terminal', () => {
    const { code, output } = copy.plumb('new', 'function', 'water-seed', '--service', 'greenhouse', '--on', 'SeedSown');
    expect(code, output).toBe(0);
    isWell('services/greenhouse', 'infra');
    expect(copy.read('packages/contracts/ordering/src/seed-sown.ts')).not.toContain('terminal');
    expect(failing('services/greenhouse').map(([title]) => title)).toEqual([
      'when OrderAccepted comes, then ...',
      'when SeedSown comes, then ...',
    ]);
  });

  it('when a function is created that publishes the event that it consumes, then the check reports that the event causes itself', () => {
    const { code, output } = copy.plumb(
      'new',
      'function',
      'sow-again',
      '--service',
      'greenhouse',
      '--on',
      'SeedSown',
      '--publishes',
      'SeedSown',
    );
    expect(code, output).toBe(0);
    expect(copy.plumb('check', 'flows')).toMatchObject({ code: 1, output: expect.stringContaining('EVENT_LOOP') });
  });

  it.each([
    ['the service already exists', ['service', 'orders', '--on', 'OrderAccepted'], 'The service orders already exists'],
    ['the name is not kebab-case', ['service', 'Kitchen', '--on', 'OrderAccepted'], 'Use kebab-case'],
    ['the event does not exist', ['service', 'garden', '--on', 'OrderEaten'], 'The event OrderEaten does not exist. Existing events: '],
    [
      'the function already exists',
      ['function', 'new-order', '--service', 'payments', '--on', 'OrderCreated'],
      'The function new-order already exists in the service orders',
    ],
    [
      'the service does not exist',
      ['function', 'weed', '--service', 'garden', '--on', 'OrderCreated'],
      'The service garden does not exist',
    ],
    ['the event is not PascalCase', ['event', 'dish-cooked', '--by', 'new-order'], 'PascalCase'],
    ['the event already exists', ['event', 'OrderAccepted', '--by', 'new-order'], 'order-accepted.ts'],
    ['the publisher does not exist', ['event', 'DishEaten', '--by', 'guest'], 'The function guest does not exist'],
  ])('when %s, then the command fails with that reason, and writes nothing', (_, args, text) => {
    const before = copy.read('infra/src/services.ts');
    const { code, output } = copy.plumb('new', ...args);
    expect(code).not.toBe(0);
    expect(output).toContain(text);
    expect(copy.read('infra/src/services.ts')).toBe(before);
  });
});
