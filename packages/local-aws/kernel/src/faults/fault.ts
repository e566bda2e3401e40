/** What a fault befalls. */
export type SubjectKind = 'function' | 'table' | 'bus' | 'queue' | 'rule' | 'schedule' | 'process';

/**
 * What a fault does.
 *
 * - `fail`: a call, an invocation or a delivery ends with an error, as if AWS or the target had failed.
 * - `throttle`: it is refused as one too many.
 * - `delay`: it takes `delayMs` longer.
 * - `duplicate`: an event, an asynchronous invocation or a message comes twice.
 * - `reorder`: it comes up to `delayMs` later, each by another time, so that the next may come before it.
 * - `partial`: PutEvents takes the request and not the entry.
 * - `crash`: the function's environment dies at one of its calls to AWS; the process, at a commit.
 */
export type FaultKind = 'fail' | 'throttle' | 'delay' | 'duplicate' | 'reorder' | 'partial' | 'crash';

/** Something that goes wrong on demand. */
export interface Fault {
  /** `function:`, `table:`, `bus:`, `queue:`, `rule:` or `schedule:` and a deployed name, in which `*` stands for any run; or `process`. */
  readonly on: string;
  readonly what: FaultKind;
  /** How often it strikes, 0 to 1. @default 1 */
  readonly rate?: number;
  /** Strikes no more often than this. @default no bound */
  readonly times?: number;
  /** Lets so many opportunities pass before the first strike. @default 0 */
  readonly after?: number;
  /** For `delay` and `reorder`, in milliseconds. @default 1,000 */
  readonly delayMs?: number;
  /** For calls to tables, buses and queues: only this IAM action, such as `PutItem`. @default every action */
  readonly operation?: string;
  /** For `fail`: the work is done, and only the answer is lost. @default false */
  readonly late?: boolean;
  /** For `crash` of a function: between the end of one call and the beginning of another, such as `["dynamodb:PutItem", "events:PutEvents"]`. */
  readonly between?: readonly [first: string, second: string];
  /** For calls: `functions` are those with a role's credentials. @default functions */
  readonly callers?: 'functions' | 'everyone';
}

/** Faults, and the number that decides when each of them strikes: the same number, the same strikes. */
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
  rule: ['fail', 'throttle', 'delay'],
  schedule: ['fail', 'throttle', 'delay'],
  process: ['crash'],
};
const MEMBERS = ['on', 'what', 'rate', 'times', 'after', 'delayMs', 'operation', 'late', 'between', 'callers'];

/**
 * Reads a plan, such as a file's or a request's.
 *
 * @throws Error that names the fault and what is wrong with it
 */
export const readFaultPlan = (value: unknown): FaultPlan => {
  if (!isObject(value))
    throw new Error('A fault plan is an object such as {"seed": 1, "faults": [{"on": "table:*", "what": "throttle", "rate": 0.05}]}.');
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
  const { on, what } = value;
  const unknown = Object.keys(value).filter((name) => !MEMBERS.includes(name));
  if (unknown.length > 0) refuse(`there is no "${unknown[0]}"; there are ${MEMBERS.join(', ')}.`);
  const kind =
    typeof on === 'string'
      ? /^(process)$|^([a-z]+):.+$/
          .exec(on)
          ?.slice(1)
          .find((part) => part !== undefined)
      : undefined;
  if (kind === undefined || !(kind in KINDS)) return refuse(`"on" is ${Object.keys(KINDS).slice(0, -1).join(':name, ')}:name or process.`);
  const kinds: readonly string[] = KINDS[kind as SubjectKind];
  if (typeof what !== 'string' || !kinds.includes(what)) refuse(`what can befall a ${kind} is ${kinds.join(', ')}.`);
  const number = (name: string, min: number, max: number): void => {
    const given = value[name];
    if (given !== undefined && !(typeof given === 'number' && given >= min && given <= max))
      refuse(`"${name}" is a number from ${min} to ${max}.`);
  };
  number('rate', 0, 1);
  for (const name of ['times', 'after', 'delayMs']) number(name, 0, Number.MAX_SAFE_INTEGER);
  if (value.between !== undefined && !isPair(value.between))
    refuse('"between" is two calls, such as ["dynamodb:PutItem", "events:PutEvents"].');
  if (value.callers !== undefined && value.callers !== 'functions' && value.callers !== 'everyone')
    refuse('"callers" is functions or everyone.');
  return value as unknown as Fault;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((call) => typeof call === 'string' && /^[a-z0-9-]+:[A-Za-z]+$/.test(call));
