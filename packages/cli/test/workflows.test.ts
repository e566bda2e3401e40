import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { plumb } from '../src/plumb.ts';
import { ROOT } from '../src/root.ts';
import { compiledStacks } from '../src/stacks/compiled-stacks.ts';
import { deployOrder } from '../src/stacks/deploy-order.ts';

/** Actions of others, by the major version that is known to exist. */
const KNOWN_ACTIONS = new Set([
  'actions/cache@v4',
  'actions/checkout@v4',
  'actions/download-artifact@v4',
  'actions/setup-node@v4',
  'actions/upload-artifact@v4',
  'hashicorp/setup-terraform@v3',
]);

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress'?: boolean };
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>> & { readonly workflow_call?: { readonly inputs?: object } };
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Action {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const workflows = readdirSync(join(ROOT, '.github/workflows')).map((name) => {
  const file = `.github/workflows/${name}`;
  return [file, parse(text(file), { strict: true, uniqueKeys: true }) as Workflow] as const;
});
const actions = readdirSync(join(ROOT, '.github/actions')).map((name) => {
  const file = `.github/actions/${name}/action.yml`;
  return [file, parse(text(file), { strict: true, uniqueKeys: true }) as Action] as const;
});
const actionOf = new Map(actions.map(([file, action]) => [`./${file.replace('/action.yml', '')}`, action]));

/** The script of the last step of a job. */
const scriptOf = (file: string, job: string): string => workflows.find(([name]) => name === file)?.[1].jobs[job]?.steps?.at(-1)?.run ?? '';

/** Every list of steps, by where it is. */
const stepLists: readonly (readonly [where: string, steps: readonly Step[]])[] = [
  ...workflows.flatMap(([file, { jobs }]) => Object.entries(jobs).map(([name, { steps = [] }]) => [`${file} ${name}`, steps] as const)),
  ...actions.map(([file, { runs }]) => [file, runs.steps] as const),
];
const jobs = workflows.flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => [`${file} ${name}`, job, workflow] as const),
);
const files = [...workflows, ...actions].map(([file]) => file);

describe.each(stepLists)('the steps of %s', (_, steps) => {
  it('use actions that exist: ours, or others’ by their major version', () => {
    for (const { uses } of steps) {
      if (uses === undefined) continue;
      expect(uses.startsWith('./') ? actionOf.has(uses) : KNOWN_ACTIONS.has(uses), uses).toBe(true);
    }
  });

  it('give our actions the inputs that they have, and all that they must have', () => {
    for (const step of steps) {
      const inputs = actionOf.get(step.uses ?? '')?.inputs ?? {};
      if (!actionOf.has(step.uses ?? '')) continue;
      const given = Object.keys(step.with ?? {});
      const required = Object.entries(inputs).flatMap(([name, input]) => (input.required === true ? [name] : []));
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(required));
    }
  });

  it('run scripts that bash can read, npm scripts that there are, and commands of plumb with options that it has', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Readonly<Record<string, string>> };
    for (const { run = '' } of steps) {
      expect(spawnSync('bash', ['-n', '-c', run], { encoding: 'utf8' }).stderr).toBe('');
      for (const [, script = ''] of run.matchAll(/\bnpm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(script);
      for (const [, name = '', options = ''] of run.matchAll(/\bnpm run plumb -- (\w+)(.*)/g)) {
        const command = plumb().commands.find((one) => one.name() === name);
        expect(command, name).toBeDefined();
        for (const [option] of options.matchAll(/--[\w-]+/g)) expect(command?.options.map(({ long }) => long)).toContain(option);
      }
      for (const [script] of run.matchAll(/^\.[\w/-]+/gm)) expect(existsSync(join(ROOT, script)), script).toBe(true);
    }
  });

  it('put nothing into a script but by its environment, so that no name becomes code and no secret is printed', () => {
    for (const { run = '' } of steps) {
      expect(run).not.toContain('${{');
      expect(run).not.toMatch(/\bTF_TOKEN|\bGH_TOKEN|set -x|printenv|\benv$/m);
    }
  });

  it('refer to steps that there are', () => {
    const ids = steps.map(({ id }) => id);
    for (const [, id] of JSON.stringify(steps).matchAll(/\bsteps\.([\w-]+)\./g)) expect(ids).toContain(id);
  });
});

describe.each(jobs)('the job %s', (_, job, workflow) => {
  it('needs jobs that there are, and what they give', () => {
    const needs = [job.needs ?? []].flat();
    expect(Object.keys(workflow.jobs)).toEqual(expect.arrayContaining([...needs]));
    for (const [, name = '', output] of JSON.stringify(job).matchAll(/\bneeds\.([\w-]+)\.(?:outputs\.([\w-]+)|result)/g)) {
      expect(needs).toContain(name);
      if (output !== undefined) expect(Object.keys(workflow.jobs[name]?.outputs ?? {})).toContain(output);
    }
  });

  it('gives what a step of it gives', () => {
    for (const value of Object.values(job.outputs ?? {})) {
      const [, id, output = ''] = /^\$\{\{ steps\.([\w-]+)\.outputs\.([\w-]+) \}\}$/.exec(value) ?? [];
      const step = job.steps?.find((one) => one.id === id);
      expect(step, value).toBeDefined();
      if (step?.uses !== undefined) expect(Object.keys(actionOf.get(step.uses)?.outputs ?? {})).toContain(output);
      else expect(step?.run).toContain(`${output}=`);
    }
  });

  it('says what it may do, and may change nothing of the repository but its issues', () => {
    expect(workflow.permissions).toEqual({});
    expect(job.permissions).toBeDefined();
    for (const [scope, access] of Object.entries(job.permissions ?? {})) {
      expect(access === 'read' || `${scope}: ${access}` === 'issues: write', `${scope}: ${access}`).toBe(true);
    }
    if (job.permissions?.issues === 'write') expect(JSON.stringify(job)).not.toContain('secrets.');
  });

  it('calls a workflow that is there, with inputs that it has', () => {
    if (job.uses === undefined) return;
    const called = workflows.find(([file]) => job.uses === `./${file}`)?.[1];
    expect(Object.keys(called?.on.workflow_call?.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(job.with ?? {})));
  });
});

describe('workflows', () => {
  it.each(files)('%s names no stack: which there are is known from what is synthesized', async (file) => {
    const stacks = (await compiledStacks(join(ROOT, 'infra/cdktf.out'))) ?? [];
    expect(stacks.length).toBeGreaterThan(0);
    for (const { name } of stacks) expect(text(file)).not.toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('deploy every wave that there is', async () => {
    const waves = deployOrder((await compiledStacks(join(ROOT, 'infra/cdktf.out'))) ?? []);
    const deployed = new Set(
      [...text('.github/workflows/deploy-environment.yml').matchAll(/outputs\.waves\)\[(\d)\]/g)].map(([, wave]) => Number(wave)),
    );
    expect([...deployed]).toEqual(waves.map((_, index) => index));
  });

  it('deploy a stack once at a time, and where a person may have to approve it', () => {
    const deploying = jobs.filter(([, { steps = [] }]) => steps.some(({ uses }) => uses === './.github/actions/deploy-stack'));
    expect(deploying).toHaveLength(2);
    for (const [, { concurrency, environment }] of deploying) {
      expect(environment).toBe('${{ inputs.environment }}');
      expect(concurrency).toEqual({ group: 'deploy-${{ inputs.environment }}-${{ matrix.stack }}' });
    }
  });

  it('apply in no workflow but the one that deploys, and never for a pull request', () => {
    const applying = files.filter((file) => text(file).includes('terraform') && /\bapply\b/.test(text(file).replaceAll(/^\s*#.*$/gm, '')));
    expect(applying.filter((file) => !file.includes('deploy'))).toEqual([]);
    for (const [file, { on, jobs: called }] of workflows) {
      expect(Object.keys(on), file).not.toContain('pull_request_target');
      if ('pull_request' in on)
        expect(
          Object.values(called)
            .map(({ uses = '' }) => uses)
            .join(),
        ).not.toContain('deploy');
    }
  });
});

describe('scripts of workflows', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-workflow-'));
    // A stand-in for the GitHub CLI, which says what was found and keeps what it was asked.
    writeFileSync(join(folder, 'gh'), '#!/bin/bash\nif [ "$2" = list ]; then echo "$FOUND"; else echo "$@" >> asked; fi\n', {
      mode: 0o755,
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As GitHub runs bash. */
  const run = (script: string, variables: Readonly<Record<string, string>>): void => {
    const env = { PATH: `${folder}:${process.env.PATH}`, ...variables };
    const { status, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  };
  const asked = (): string => (existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8').trim() : '');

  it.each([
    ['there is drift and no issue', 'failure', '', 'issue create --title Drift --body-file body.md'],
    ['there is drift and an issue', 'failure', '7', 'issue edit 7 --body-file body.md'],
    ['there is none and an issue', 'success', '7', 'issue close 7 --comment No difference any more: https://run'],
    ['there is none and no issue', 'success', '', ''],
  ])('when %s, then one issue says so', (_, RESULT, FOUND, expected) => {
    mkdirSync(join(folder, 'drift'));
    writeFileSync(join(folder, 'drift/a-dev.txt'), `Plan: 1 to add\n${'x'.repeat(100_000)}`);
    writeFileSync(join(folder, 'drift/b-dev.txt'), 'Plan: 2 to add\n');
    run(scriptOf('.github/workflows/drift.yml', 'report'), { RESULT, FOUND, TITLE: 'Drift', RUN_URL: 'https://run' });
    expect(asked()).toBe(expected);
    if (RESULT === 'success') return;
    const body = readFileSync(join(folder, 'body.md'), 'utf8');
    expect(body).toMatch(/^Found by https:\/\/run\./);
    expect(body).toContain('### a-dev\n~~~~\nPlan: 1 to add');
    expect(body).toContain('### b-dev\n~~~~\nPlan: 2 to add');
    expect(body.length).toBeLessThan(65_536);
  });

  it('when a plan could not even be tried, then the issue says at least where to look', () => {
    run(scriptOf('.github/workflows/drift.yml', 'report'), { RESULT: 'failure', FOUND: '', TITLE: 'Drift', RUN_URL: 'https://run' });
    expect(readFileSync(join(folder, 'body.md'), 'utf8')).toMatch(/^Found by https:\/\/run\./);
  });

  it.each([
    ['changed', 'commit=\n'],
    ['all', 'commit=\n'],
    ['', 'commit=\n'],
  ])('when nothing was deployed yet and stacks are "%s", then there is nothing to compare with', (STACKS, output) => {
    run(scriptOf('.github/workflows/deploy.yml', 'base'), { STACKS, FOUND: '', GITHUB_OUTPUT: join(folder, 'output') });
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(output);
  });

  it.each([
    ['changed', 'commit=abc\n'],
    ['all', 'commit=\n'],
  ])('when something was deployed and stacks are "%s", then it is compared with that, or with nothing', (STACKS, output) => {
    run(scriptOf('.github/workflows/deploy.yml', 'base'), { STACKS, FOUND: 'abc', GITHUB_OUTPUT: join(folder, 'output') });
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(output);
  });
});
