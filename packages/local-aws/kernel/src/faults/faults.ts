import { createHash } from 'node:crypto';
import { wildcardMatches } from '@plumbline/iam-policy';
import type { Observer } from '../occurrence.ts';
import { DELAY_MS_DEFAULT, type Fault, type FaultKind, type FaultPlan, NO_FAULTS, type SubjectKind } from './fault.ts';

/** An opportunity for a fault to strike. */
export interface Subject {
  readonly kind: SubjectKind;
  /** The deployed name. */
  readonly name: string;
  /** Of a call: its IAM action without the service. */
  readonly operation?: string;
  /** Of a call: whether it was made with a role's credentials. @default true */
  readonly byFunction?: boolean;
  /** Of a crash: the pair of calls that it would fall between. */
  readonly between?: (pair: readonly [string, string]) => boolean;
}

/** A fault with its counts. */
export interface FaultRecord extends Fault {
  /** The number of opportunities to strike. */
  readonly met: number;
  readonly struck: number;
}

/** The injected faults. */
export interface Faults {
  readonly seed: number;
  /** Whether any fault may strike. Almost always none may, and every call checks this. */
  readonly any: boolean;
  list(): readonly FaultRecord[];
  /** Replaces the plan in force and resets every count. */
  use(plan: FaultPlan): void;
  /** The first fault of this kind that strikes now. Each call is an opportunity for every fault that matches. */
  strike(what: FaultKind, subject: Subject): Fault | undefined;
  /** The delay that `delay` and `reorder` cause, in whole milliseconds; 0 means none. */
  delayMs(subject: Subject): number;
}

interface Armed {
  readonly fault: Fault;
  readonly index: number;
  /** The name in `on`, in which `*` matches any run of characters. */
  readonly name: string;
  met: number;
  struck: number;
}

/**
 * Faults that strike according to their plan. Only the plan's seed, the fault's place in the plan and n determine the outcome of the n-th
 * opportunity of a fault: a run can be repeated.
 */
export const openFaults = (observe: Observer, plan: FaultPlan = NO_FAULTS): Faults => {
  let seed = plan.seed;
  let armed: readonly Armed[] = [];
  let byKind: ReadonlyMap<string, readonly Armed[]> = new Map();
  const use: Faults['use'] = (next) => {
    seed = next.seed;
    armed = next.faults.map((fault, index) => ({ fault, index, name: fault.on.split(/:(.*)/)[1] ?? '*', met: 0, struck: 0 }));
    byKind = Map.groupBy(armed, ({ fault }) => kindOf(fault.what, fault.on.split(':')[0]));
  };
  use(plan);

  const strikes = (one: Armed): boolean => {
    const { rate = 1, times = Number.POSITIVE_INFINITY, after = 0 } = one.fault;
    one.met += 1;
    return one.met > after && one.struck < times && share(seed, one.index, one.met) < rate;
  };

  const find = (what: FaultKind, subject: Subject): Armed | undefined => {
    for (const one of byKind.get(kindOf(what, subject.kind)) ?? []) {
      if (!applies(one, subject) || !strikes(one)) continue;
      one.struck += 1;
      const { kind, name, operation } = subject;
      observe({ kind: 'fault', what, on: `${kind}:${name}`, ...(operation !== undefined && { operation }) });
      return one;
    }
    return undefined;
  };

  return {
    get seed() {
      return seed;
    },
    get any() {
      return armed.length > 0;
    },
    list: () => armed.map(({ fault, met, struck }) => ({ ...fault, met, struck })),
    use,
    strike: (what, subject) => (armed.length === 0 ? undefined : find(what, subject)?.fault),
    delayMs(subject) {
      if (armed.length === 0) return 0;
      const delay = find('delay', subject);
      const reorder = find('reorder', subject);
      const spread = reorder === undefined ? 0 : delayOf(reorder) * share(seed, reorder.index, reorder.met, 1);
      return (delay === undefined ? 0 : delayOf(delay)) + Math.round(spread);
    },
  };
};

const delayOf = ({ fault }: Armed): number => fault.delayMs ?? DELAY_MS_DEFAULT;

const kindOf = (what: FaultKind, subject: string | undefined): string => `${what} ${subject}`;

const applies = ({ fault, name: wanted }: Armed, { name, operation, byFunction = true, between }: Subject): boolean =>
  wildcardMatches(wanted, name) &&
  (fault.operation === undefined || fault.operation === operation) &&
  (byFunction || fault.callers === 'everyone') &&
  (fault.between === undefined || between?.(fault.between) === true);

/** A number from 0 to 1, always the same for the same numbers. */
const share = (...numbers: readonly number[]): number => createHash('sha256').update(numbers.join(' ')).digest().readUInt32BE() / 2 ** 32;
