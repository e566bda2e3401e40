/** The subject of a fault. */
export type SubjectKind = 'function' | 'table' | 'bus' | 'queue' | 'topic' | 'rule' | 'schedule' | 'pipe' | 'process';

/**
 * The effect of a fault.
 *
 * - `fail`: a call, an invocation or a delivery ends with an error, as if AWS or the target had failed.
 * - `throttle`: AWS throttles it.
 * - `delay`: it takes `delayMs` longer.
 * - `duplicate`: an event, an asynchronous invocation or a message arrives twice.
 * - `reorder`: it arrives up to `delayMs` later, each by a different time, so that the next one may arrive first.
 * - `partial`: PutEvents accepts the request but rejects the entry.
 * - `crash`: the function's environment dies at one of its calls to AWS; the process, at a commit.
 */
export type FaultKind = 'fail' | 'throttle' | 'delay' | 'duplicate' | 'reorder' | 'partial' | 'crash';

/** An injected fault. */
export interface Fault {
  /** `function:`, `table:`, `bus:`, `queue:`, `topic:`, `rule:`, `schedule:` or `pipe:` and a deployed name, in which `*` matches any run of characters; or `process`. */
  readonly on: string;
  readonly what: FaultKind;
  /** The probability that it strikes, 0 to 1. @default 1 */
  readonly rate?: number;
  /** The maximum number of strikes. @default no bound */
  readonly times?: number;
  /** The number of opportunities to skip before the first strike. @default 0 */
  readonly after?: number;
  /** For `delay` and `reorder`, in milliseconds. @default 1,000 */
  readonly delayMs?: number;
  /** For calls to tables, buses, queues and topics: only this IAM action, such as `PutItem`. @default every action */
  readonly operation?: string;
  /** For `fail`: the work is done, and only the response is lost. @default false */
  readonly late?: boolean;
  /** For `crash` of a function: between the end of one call and the beginning of another, such as `["dynamodb:PutItem", "events:PutEvents"]`. */
  readonly between?: readonly [first: string, second: string];
  /** For calls: `functions` means calls with a role's credentials. @default functions */
  readonly callers?: 'functions' | 'everyone';
}

/** Faults, and the seed that determines when each of them strikes: the same seed gives the same strikes. */
export interface FaultPlan {
  readonly seed: number;
  readonly faults: readonly Fault[];
}

export const NO_FAULTS: FaultPlan = { seed: 1, faults: [] };
export const DELAY_MS_DEFAULT = 1_000;

const KINDS: Readonly<Record<SubjectKind, readonly FaultKind[]>> = {
  function: ['fail', 'throttle', 'delay', 'duplicate', 'reorder', 'crash'],
  table: ['fail', 'throttle', 'delay'],
  bus: ['fail', 'throttle', 'delay', 'duplicate', 'reorder', 'partial'],
  queue: ['fail', 'throttle', 'delay', 'duplicate', 'reorder'],
  topic: ['fail', 'throttle', 'delay', 'duplicate'],
  rule: ['fail', 'throttle', 'delay'],
  schedule: ['fail', 'throttle', 'delay'],
  pipe: ['fail', 'throttle', 'delay'],
  process: ['crash'],
};
const PLAN_MEMBERS = ['seed', 'faults'];

/** A member of a fault beside `on` and `what`: its valid values, and the faults that it applies to. */
interface Member {
  readonly holds: (value: unknown) => boolean;
  readonly form: string;
  readonly appliesTo: (kind: SubjectKind, what: FaultKind) => boolean;
  readonly to: string;
}

const isCall = (kind: SubjectKind, what: FaultKind): boolean =>
  kind === 'table' || kind === 'queue' || ((kind === 'bus' || kind === 'topic') && ['fail', 'throttle', 'partial'].includes(what));
const isNumber = (value: unknown, min: number, max: number): boolean => typeof value === 'number' && value >= min && value <= max;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && isNumber(value, 0, Number.MAX_SAFE_INTEGER);
const EVERY = { appliesTo: () => true, to: '' };
const CALLS = { appliesTo: isCall, to: 'calls to tables, buses, queues and topics' };
const WHOLE = 'a whole number from 0';

const MEMBERS: Readonly<Record<Exclude<keyof Fault, 'on' | 'what'>, Member>> = {
  rate: { holds: (value) => isNumber(value, 0, 1), form: 'a number from 0 to 1', ...EVERY },
  times: { holds: isCount, form: WHOLE, ...EVERY },
  after: { holds: isCount, form: WHOLE, ...EVERY },
  delayMs: {
    holds: (value) => isNumber(value, 0, Number.MAX_SAFE_INTEGER),
    form: 'a number from 0',
    appliesTo: (_, what) => what === 'delay' || what === 'reorder',
    to: 'delay and reorder',
  },
  operation: {
    holds: (value) => typeof value === 'string' && /^[A-Z][A-Za-z]*$/.test(value),
    form: 'an IAM action without its service, such as "PutItem"',
    ...CALLS,
  },
  late: {
    holds: (value) => typeof value === 'boolean',
    form: 'true or false',
    appliesTo: (kind, what) => what === 'fail' && kind !== 'rule' && kind !== 'schedule' && kind !== 'pipe',
    to: 'fail of functions, tables, buses, queues and topics',
  },
  between: {
    holds: (value) => isPair(value),
    form: 'two calls, such as ["dynamodb:PutItem", "events:PutEvents"]',
    appliesTo: (kind, what) => kind === 'function' && what === 'crash',
    to: 'crash of functions',
  },
  callers: { holds: (value) => value === 'functions' || value === 'everyone', form: 'functions or everyone', ...CALLS },
};

/**
 * Reads a plan from a file or a request. It ignores nothing: an unknown member, or one that does not apply to its fault, is an error.
 *
 * @throws Error that names the fault and the problem
 */
export const readFaultPlan = (value: unknown): FaultPlan => {
  if (!isObject(value))
    throw new Error('A fault plan is an object such as {"seed": 1, "faults": [{"on": "table:*", "what": "throttle", "rate": 0.05}]}.');
  const unknown = Object.keys(value).find((name) => !PLAN_MEMBERS.includes(name));
  if (unknown !== undefined)
    throw new Error(`A fault plan does not have a member "${unknown}"; its members are ${PLAN_MEMBERS.join(', ')}.`);
  const { seed = NO_FAULTS.seed, faults = [] } = value;
  if (!Number.isInteger(seed)) throw new Error(`The seed of a fault plan is a whole number, not ${JSON.stringify(seed)}.`);
  if (!Array.isArray(faults)) throw new Error('The faults of a fault plan are a list.');
  return { seed: seed as number, faults: faults.map(readFault) };
};

const readFault = (value: unknown, index: number): Fault => {
  const refuse = (why: string): never => {
    throw new Error(`Fault ${index + 1} (${JSON.stringify(value)}): ${why}`);
  };
  if (!isObject(value)) return refuse('a fault is an object with "on" and "what".');
  const { on, what, ...members } = value;
  const kind = kindOf(on);
  if (kind === undefined) return refuse(`"on" is ${Object.keys(KINDS).slice(0, -1).join(':name, ')}:name or process.`);
  const kinds: readonly unknown[] = KINDS[kind];
  if (!kinds.includes(what)) refuse(`a ${kind} supports the faults ${kinds.join(', ')}.`);
  for (const [name, given] of Object.entries(members)) {
    const member: Member | undefined = Object.hasOwn(MEMBERS, name) ? MEMBERS[name as keyof typeof MEMBERS] : undefined;
    if (member === undefined)
      return refuse(`a fault does not have a member "${name}"; its members are on, what, ${Object.keys(MEMBERS).join(', ')}.`);
    if (!member.appliesTo(kind, what as FaultKind)) refuse(`"${name}" does not apply to ${what} of a ${kind}, only to ${member.to}.`);
    if (given !== undefined && !member.holds(given)) refuse(`"${name}" is ${member.form}, not ${JSON.stringify(given)}.`);
  }
  return value as unknown as Fault;
};

const kindOf = (on: unknown): SubjectKind | undefined => {
  const kind = typeof on === 'string' ? (on === 'process' ? on : /^([a-z]+):./.exec(on)?.[1]) : undefined;
  return kind !== undefined && Object.hasOwn(KINDS, kind) && (kind === 'process') === (on === 'process')
    ? (kind as SubjectKind)
    : undefined;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((call) => typeof call === 'string' && /^[a-z0-9-]+:[A-Za-z]+$/.test(call));
