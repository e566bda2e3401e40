import type { Account } from './account.ts';
import type { Clock } from './clock/clock.ts';
import type { FaultPlan } from './faults/fault.ts';
import { type Faults, openFaults } from './faults/faults.ts';
import { type Iam, openIam } from './iam/iam.ts';
import type { Observer } from './occurrence.ts';
import type { Outbound } from './outbound/outbound.ts';
import { type Jobs, openJobs } from './store/jobs.ts';
import { openStore, type Store } from './store/store.ts';

/** The base of every service. The only AWS service that it contains is IAM, which authorizes every call. */
export interface Kernel {
  readonly account: Account;
  readonly clock: Clock;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly faults: Faults;
  readonly iam: Iam;
  /** Receives every occurrence. */
  readonly observe: Observer;
  /** Between 0 and 1: the jitter of retries. */
  readonly random: () => number;
  /** The URLs outside local-aws that services may call. */
  readonly outbound: Outbound;
  /** The folder in which each service may keep files, in a subfolder. */
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
    // As in a power failure: only data on disk survives.
    if (faults.strike('crash', { kind: 'process', name: '' }) !== undefined) process.kill(process.pid, 'SIGKILL');
  });
  const jobs = openJobs(store, clock, props.onError);
  return { account, clock, observe, random, outbound, directory, endpointUrl, faults, store, jobs, iam: openIam(account) };
};
