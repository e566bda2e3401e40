import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../src/root.ts';

/** The output and the exit code of a command. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A copy of the repository's files that a test may change freely. */
export interface WorkingCopy {
  readonly root: string;
  read(file: string): string;
  write(file: string, content: string): void;
  /** Replaces a text that the file must contain. */
  edit(file: string, from: string, to: string): void;
  remove(file: string): void;
  /** Leaves out the stacks of all other services, so that the test stays valid when services are added. */
  keepServices(...services: readonly string[]): void;
  /** Bundles the functions of the named services, and synthesizes. */
  build(...services: readonly string[]): void;
  /** Synthesizes, and also returns when it fails. */
  synth(): Ended;
  /** Runs `plumb`. */
  plumb(...args: readonly string[]): Ended;
  /** Runs a program of `node_modules/.bin` in a folder. */
  run(folder: string, program: string, ...args: readonly string[]): Ended;
  delete(): void;
}

/**
 * Makes a copy. Installed packages are linked, not copied: workspaces link to each other by relative paths, so to those of the copy.
 * `installed: false` leaves them out.
 */
export const workingCopy = ({ installed = true }: { readonly installed?: boolean } = {}): WorkingCopy => {
  const root = `${mkdtempSync(join(tmpdir(), 'plumbline-copy-'))}/`;
  for (const file of filesOfRepository()) cpSync(join(ROOT, file), join(root, file), { recursive: false });
  if (installed) {
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    for (const folder of workspaces(root)) copyBuilt(folder, root);
  }
  const path = (file: string): string => join(root, file);
  const node = (folder: string, ...args: readonly string[]): Ended =>
    ended(spawnSync(process.execPath, args, { cwd: path(folder), encoding: 'utf8', env: ENVIRONMENT }));
  const mustEndWell = ({ code, output }: Ended): void => {
    if (code !== 0) throw new Error(`The working copy could not be built: ${output}`);
  };
  return {
    root,
    read: (file) => readFileSync(path(file), 'utf8'),
    write(file, content) {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), content);
    },
    edit(file, from, to) {
      const before = readFileSync(path(file), 'utf8');
      if (!before.includes(from)) throw new Error(`${file} has no "${from}".`);
      writeFileSync(
        path(file),
        before.replace(from, () => to),
      );
    },
    keepServices(...services) {
      const imports = services.map((name) => `import { ${name} } from '@plumbline/service-${name}/manifest';`);
      writeFileSync(path('infra/src/services.ts'), [...imports, `export const SERVICES = [${services.join(', ')}];`, ''].join('\n'));
      const app = readFileSync(path('infra/src/plumbline-app.ts'), 'utf8');
      writeFileSync(path('infra/src/plumbline-app.ts'), app.replace(/^.*\bStoresStack\b.*\n/gm, ''));
    },
    remove: (file) => rmSync(path(file), { recursive: true }),
    build(...services) {
      for (const service of services) mustEndWell(node(`services/${service}`, path('packages/bundle/src/main.ts')));
      mustEndWell(node('infra', 'src/main.ts'));
    },
    synth: () => node('infra', 'src/main.ts'),
    plumb: (...args) => node('.', 'packages/cli/src/main.ts', ...args),
    run: (folder, program, ...args) =>
      ended(spawnSync(join(root, 'node_modules/.bin', program), args, { cwd: path(folder), encoding: 'utf8', env: ENVIRONMENT })),
    delete: () => rmSync(root, { recursive: true, force: true }),
  };
};

/** Removes colours, which would hinder assertions on the output. */
const ENVIRONMENT = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };

const ended = ({ status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }): Ended => ({
  code: status,
  output: `${stdout}${stderr}`,
});

/** The files that git tracks, and new files that it does not ignore. */
const filesOfRepository = (): readonly string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(ROOT, file)));

const workspaces = (root: string): readonly string[] => {
  const parents = ['packages', 'packages/contracts', 'packages/local-aws', 'services'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name)),
  );
  return ['infra', ...parents].filter((folder) => existsSync(join(root, folder, 'package.json')));
};

const copyBuilt = (folder: string, root: string): void => {
  for (const built of ['node_modules', 'dist', 'cdktf.out']) {
    const from = join(ROOT, folder, built);
    if (existsSync(from)) cpSync(from, join(root, folder, built), { recursive: true, verbatimSymlinks: true });
  }
};
