import { startLocalAws } from '@plumbline/local-aws';
import { readStacks } from '@plumbline/topology';
import { ROOT } from '../../src/root.ts';
import { shiftedClock } from './shifted-clock.ts';

/** The whole system in its own process, which a fault may kill. */
export interface SystemProcessStart {
  readonly stateDirectory: string;
  readonly shiftMs: number;
  /** The commit at which it dies, counted in befores and afters. @default the process does not die */
  readonly crashAt?: number;
}

/** The commands of the process. It answers each with a `SystemAnswer` when it is idle. */
export type SystemOrder = { readonly moveOnMs: number };
export type SystemAnswer = { readonly url: string } | { readonly idle: true; readonly shiftMs: number };

const { stateDirectory, shiftMs, crashAt } = JSON.parse(process.argv[2] ?? '{}') as SystemProcessStart;
const clock = shiftedClock(shiftMs);
const say = (answer: SystemAnswer): void => void process.send?.(answer);
const faults = crashAt === undefined ? [] : [{ on: 'process', what: 'crash', after: crashAt - 1, times: 1 } as const];
const aws = await startLocalAws({
  stacks: await readStacks(`${ROOT}infra/cdktf.out`),
  port: 0,
  stateDirectory,
  clock,
  faults: { seed: 1, faults },
});
say({ url: aws.url });
process.on('message', ({ moveOnMs }: SystemOrder) => {
  clock.moveOn(moveOnMs);
  // Timers that have just fallen due run first.
  setTimeout(() => void aws.idle().then(() => say({ idle: true, shiftMs: clock.shiftMs })), 0);
});
process.once('disconnect', () => void aws.stop().then(() => process.exit(0)));
