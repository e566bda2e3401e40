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

/** Third-party actions, with a major version that exists. */
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

/** Every list of steps, by file and job. */
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

  it('pass only declared inputs to our actions, and every required one', () => {
    for (const step of steps) {
      const inputs = actionOf.get(step.uses ?? '')?.inputs ?? {};
      if (!actionOf.has(step.uses ?? '')) continue;
      const given = Object.keys(step.with ?? {});
      const required = Object.entries(inputs).flatMap(([name, input]) => (input.required === true ? [name] : []));
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(required));
    }
  });

  it('run valid bash scripts, existing npm scripts, and plumb commands with existing options', () => {
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

  it('pass values to a script only through its environment, so that no name becomes code and no secret is printed', () => {
    for (const { run = '' } of steps) {
      expect(run).not.toContain('${{');
      expect(run).not.toMatch(/\bTF_TOKEN|\bGH_TOKEN|set -x|printenv|\benv$/m);
    }
  });

  it('refer to existing steps', () => {
    const ids = steps.map(({ id }) => id);
    for (const [, id] of JSON.stringify(steps).matchAll(/\bsteps\.([\w-]+)\./g)) expect(ids).toContain(id);
  });
});

describe.each(jobs)('the job %s', (_, job, workflow) => {
  it('needs existing jobs and existing outputs', () => {
    const needs = [job.needs ?? []].flat();
    expect(Object.keys(workflow.jobs)).toEqual(expect.arrayContaining([...needs]));
    for (const [, name = '', output] of JSON.stringify(job).matchAll(/\bneeds\.([\w-]+)\.(?:outputs\.([\w-]+)|result)/g)) {
      expect(needs).toContain(name);
      if (output !== undefined) expect(Object.keys(workflow.jobs[name]?.outputs ?? {})).toContain(output);
    }
  });

  it('takes its outputs from its own steps', () => {
    for (const value of Object.values(job.outputs ?? {})) {
      const [, id, output = ''] = /^\$\{\{ steps\.([\w-]+)\.outputs\.([\w-]+) \}\}$/.exec(value) ?? [];
      const step = job.steps?.find((one) => one.id === id);
      expect(step, value).toBeDefined();
      if (step?.uses !== undefined) expect(Object.keys(actionOf.get(step.uses)?.outputs ?? {})).toContain(output);
      else expect(step?.run).toContain(`${output}=`);
    }
  });

  it('declares its permissions, and may write only issues', () => {
    expect(workflow.permissions).toEqual({});
    expect(job.permissions).toBeDefined();
    for (const [scope, access] of Object.entries(job.permissions ?? {})) {
      expect(access === 'read' || `${scope}: ${access}` === 'issues: write', `${scope}: ${access}`).toBe(true);
    }
    if (job.permissions?.issues === 'write') expect(JSON.stringify(job)).not.toContain('secrets.');
  });

  it('calls an existing workflow, with declared inputs', () => {
    if (job.uses === undefined) return;
    const called = workflows.find(([file]) => job.uses === `./${file}`)?.[1];
    expect(Object.keys(called?.on.workflow_call?.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(job.with ?? {})));
  });
});

describe('workflows', () => {
  it.each(files)('%s names no stack: the list comes from the synthesized stacks', async (file) => {
    const stacks = (await compiledStacks(join(ROOT, 'infra/cdktf.out'))) ?? [];
    expect(stacks.length).toBeGreaterThan(0);
    for (const { name } of stacks) expect(text(file)).not.toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('deploy every wave', async () => {
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

  it('apply only in the deployment workflow, and never for a pull request', () => {
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
    // A fake GitHub CLI, which returns the given issue and records its arguments.
    writeFileSync(join(folder, 'gh'), '#!/bin/bash\nif [ "$2" = list ]; then echo "$FOUND"; else echo "$@" >> asked; fi\n', {
      mode: 0o755,
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs bash with GitHub's options. */
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
    ['stacks have drifted and no issue is open', 'failure', '', 'issue create --title Drift --body-file body.md'],
    ['stacks have drifted and an issue is open', 'failure', '7', 'issue edit 7 --body-file body.md'],
    ['no stack has drifted and an issue is open', 'success', '7', 'issue close 7 --comment No difference any more: https://run'],
    ['no stack has drifted and no issue is open', 'success', '', ''],
  ])('when %s, then the one issue reflects it', (_, RESULT, FOUND, expected) => {
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

  it('when a plan could not start, then the issue links to the run', () => {
    run(scriptOf('.github/workflows/drift.yml', 'report'), { RESULT: 'failure', FOUND: '', TITLE: 'Drift', RUN_URL: 'https://run' });
    expect(readFileSync(join(folder, 'body.md'), 'utf8')).toMatch(/^Found by https:\/\/run\./);
  });

  it.each([
    ['changed', 'commit=\n'],
    ['all', 'commit=\n'],
    ['', 'commit=\n'],
  ])('when no commit was deployed yet and stacks are "%s", then no base exists', (STACKS, output) => {
    run(scriptOf('.github/workflows/deploy.yml', 'base'), { STACKS, FOUND: '', GITHUB_OUTPUT: join(folder, 'output') });
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(output);
  });

  it.each([
    ['changed', 'commit=abc\n'],
    ['all', 'commit=\n'],
  ])('when a commit was deployed and stacks are "%s", then the base is that commit, or none', (STACKS, output) => {
    run(scriptOf('.github/workflows/deploy.yml', 'base'), { STACKS, FOUND: 'abc', GITHUB_OUTPUT: join(folder, 'output') });
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(output);
  });
});
