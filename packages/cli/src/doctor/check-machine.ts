import { type Diagnosis, type Fact, judged, missing, ok } from './diagnosis.ts';

/** The state of a machine. A missing program has no version. */
export interface MachineFacts {
  readonly node: string;
  readonly pnpm: string | undefined;
  readonly git: string | undefined;
  readonly terraform: string | undefined;
  /** The path of a browser. */
  readonly chromium: Fact<string | undefined>;
  readonly freeDiskBytes: number;
  readonly memoryBytes: number;
  readonly port: { readonly number: number; readonly free: boolean };
  /** The versions that package.json and .node-version declare. */
  readonly wanted: { readonly node: string; readonly pnpm: string };
}

const GIB = 2 ** 30;
/** The packages that `npm start` installs, and its state. */
const DISK_TO_RUN_BYTES = 1 * GIB;
/** As above, plus cdktf-cli (400 MB) and EventCatalog (1.2 GB). */
const DISK_FOR_ALL_BYTES = 4 * GIB;
/** A build of the catalog's site, measured. */
const MEMORY_FOR_SITE_BYTES = 4 * GIB;
/** The first version that runs TypeScript without a flag. */
const NODE_MIN = '24.0.0';
/** The first version with write-only arguments, which the bindings use. Every test runs with it. */
const TERRAFORM_MIN = '1.11.0';

/** Checks the prerequisites on a machine to run, test and deploy the system. */
export const checkMachine = (facts: MachineFacts): readonly Diagnosis[] => [
  isAtLeast(facts.node, NODE_MIN)
    ? ok('node', facts.node)
    : missing('node', facts.node, `Run "npm run plumb -- doctor", which installs Node ${facts.wanted.node}.`, { required: true }),
  facts.pnpm === facts.wanted.pnpm
    ? ok('pnpm', facts.pnpm)
    : missing('pnpm', facts.pnpm ?? 'not found', `Run "npm start", which installs pnpm ${facts.wanted.pnpm}.`, { required: true }),
  facts.git === undefined
    ? missing('git', 'not found', 'Install git: the tests copy the files that git tracks.', { required: true })
    : ok('git', facts.git),
  checkTerraform(facts.terraform),
  judged('chromium', facts.chromium, (path) =>
    path === undefined
      ? missing(
          'chromium',
          'not found',
          'Install Chromium or Chrome, or set CHROMIUM_PATH. Without a browser, the tests of the catalog are skipped.',
          {
            required: false,
          },
        )
      : ok('chromium', path),
  ),
  checkDisk(facts.freeDiskBytes),
  facts.memoryBytes >= MEMORY_FOR_SITE_BYTES
    ? ok('memory', inGib(facts.memoryBytes))
    : missing('memory', inGib(facts.memoryBytes), `Building the catalog's site takes ${inGib(MEMORY_FOR_SITE_BYTES)}; the rest does not.`, {
        required: false,
      }),
  facts.port.free
    ? ok('port', `${facts.port.number} is free`)
    : missing(
        'port',
        `${facts.port.number} is in use`,
        'Another "npm start" may use it. Stop that process, or run "npm start -- --port 0".',
        {
          required: false,
        },
      ),
];

const checkTerraform = (version: string | undefined): Diagnosis => {
  if (version !== undefined && isAtLeast(version, TERRAFORM_MIN)) return ok('terraform', version);
  const fix = `Install Terraform ${TERRAFORM_MIN} or newer to deploy from this machine. Without it, its tests are skipped. The workflows install their own.`;
  return missing('terraform', version ?? 'not found', fix, { required: false });
};

const checkDisk = (free: number): Diagnosis => {
  if (free >= DISK_FOR_ALL_BYTES) return ok('disk', `${inGib(free)} free`);
  const required = free < DISK_TO_RUN_BYTES;
  const fix = `Free disk space: running takes ${inGib(DISK_TO_RUN_BYTES)}, testing and the catalog's site ${inGib(DISK_FOR_ALL_BYTES)}.`;
  return missing('disk', `${inGib(free)} free`, fix, { required });
};

const inGib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

/** Compares versions such as `1.11.4` and ignores everything after a dash. */
const isAtLeast = (version: string, least: string): boolean => {
  const [a, b] = [version, least].map((each) => (each.split('-')[0] ?? '').split('.').map(Number));
  for (const [index, wanted] of (b ?? []).entries()) {
    const given = a?.[index] ?? 0;
    if (given !== wanted) return given > wanted;
  }
  return true;
};
