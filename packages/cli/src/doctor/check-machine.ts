import { type Diagnosis, type Fact, judged, missing, ok } from './diagnosis.ts';

/** What there is on a machine. A program that is not there has no version. */
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
  /** What package.json and .node-version say. */
  readonly wanted: { readonly node: string; readonly pnpm: string };
}

const GIB = 2 ** 30;
/** What `npm start` installs, and what it keeps. */
const DISK_TO_RUN_BYTES = 1 * GIB;
/** With cdktf-cli (400 MB) and EventCatalog (1.2 GB) beside it. */
const DISK_FOR_ALL_BYTES = 4 * GIB;
/** A build of the catalog's site, measured. */
const MEMORY_FOR_SITE_BYTES = 4 * GIB;
/** Native TypeScript without a flag. */
const NODE_MIN = '24.0.0';
/** Write-only arguments of bindings, and what every test runs with. */
const TERRAFORM_MIN = '1.11.0';

/** What a machine has of what it takes to run, test and deploy the system. */
export const checkMachine = (facts: MachineFacts): readonly Diagnosis[] => [
  isAtLeast(facts.node, NODE_MIN)
    ? ok('node', facts.node)
    : missing('node', facts.node, `Run "npm run plumb -- doctor", which brings Node ${facts.wanted.node}.`, { required: true }),
  facts.pnpm === facts.wanted.pnpm
    ? ok('pnpm', facts.pnpm)
    : missing('pnpm', facts.pnpm ?? 'not there', `Run "npm start", which brings pnpm ${facts.wanted.pnpm}.`, { required: true }),
  facts.git === undefined
    ? missing('git', 'not there', 'Install git: the tests copy the repository by what git knows of it.', { required: true })
    : ok('git', facts.git),
  checkTerraform(facts.terraform),
  judged('chromium', facts.chromium, (path) =>
    path === undefined
      ? missing(
          'chromium',
          'not there',
          'Install Chromium or Chrome, or set CHROMIUM_PATH: the tests of the catalog are skipped without.',
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
    : missing('port', `${facts.port.number} is taken`, 'Perhaps by another "npm start". Stop it, or run "npm start -- --port 0".', {
        required: false,
      }),
];

const checkTerraform = (version: string | undefined): Diagnosis => {
  if (version !== undefined && isAtLeast(version, TERRAFORM_MIN)) return ok('terraform', version);
  const fix = `Install Terraform ${TERRAFORM_MIN} or newer to deploy from this machine; its tests are skipped without, the workflows bring their own.`;
  return missing('terraform', version ?? 'not there', fix, { required: false });
};

const checkDisk = (free: number): Diagnosis => {
  if (free >= DISK_FOR_ALL_BYTES) return ok('disk', `${inGib(free)} free`);
  const required = free < DISK_TO_RUN_BYTES;
  const fix = `Make room: running takes ${inGib(DISK_TO_RUN_BYTES)}, testing and the catalog's site ${inGib(DISK_FOR_ALL_BYTES)}.`;
  return missing('disk', `${inGib(free)} free`, fix, { required });
};

const inGib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

/** Of versions such as `1.11.4`; what stands behind a dash does not count. */
const isAtLeast = (version: string, least: string): boolean => {
  const [a, b] = [version, least].map((each) => (each.split('-')[0] ?? '').split('.').map(Number));
  for (const [index, wanted] of (b ?? []).entries()) {
    const given = a?.[index] ?? 0;
    if (given !== wanted) return given > wanted;
  }
  return true;
};
