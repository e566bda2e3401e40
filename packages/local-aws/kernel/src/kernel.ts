import type { Account } from './account.ts';
import type { Clock } from './clock/clock.ts';
import type { FaultPlan } from './faults/fault.ts';
import { type Faults, openFaults } from './faults/faults.ts';
import { type Iam, openIam } from './iam/iam.ts';
import type { Observer } from './occurrence.ts';
import type { Outbound } from './outbound/outbound.ts';
import { type Jobs, openJobs } from './store/jobs.ts';
import { openStore, type Store } from './store/store.ts';

/** What every service is built on. It knows no AWS service but IAM, which decides about every call. */
export interface Kernel {
  readonly account: Account;
  readonly clock: Clock;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly faults: Faults;
  readonly iam: Iam;
  /** Told of everything that happens. */
  readonly observe: Observer;
  /** Between 0 and 1: the jitter of retries. */
  readonly random: () => number;
  /** Whom services may call outside of local-aws. */
  readonly outbound: Outbound;
  /** Where a service may keep files, in a folder of its own. */
  readonly directory: string;
  /** For example `http://127.0.0.1:4566`; empty before the endpoint is open. */
  readonly endpointUrl: () => string;
}

export interface KernelProps extends Pick<Kernel, 'account' | 'clock' | 'observe' | 'random' | 'outbound' | 'directory' | 'endpointUrl'> {
  /** The database's path, or `:memory:`. */
  readonly file: string;
  readonly faultPlan: FaultPlan;
  readonly onError: (error: unknown) => void;
}

export const openKernel = (props: KernelProps): Kernel => {
  const { account, clock, observe, random, outbound, directory, endpointUrl } = props;
  const faults = openFaults(observe, props.faultPlan);
  const store = openStore(props.file, () => {
    // As if the machine lost its power: nothing that is not on disk survives.
    if (faults.strike('crash', { kind: 'process', name: '' }) !== undefined) process.kill(process.pid, 'SIGKILL');
  });
  const jobs = openJobs(store, clock, props.onError);
  return { account, clock, observe, random, outbound, directory, endpointUrl, faults, store, jobs, iam: openIam(account) };
};
