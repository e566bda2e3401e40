import type { Effects } from './effects.ts';

/** The facts of the running evaluation that the utilities use. */
export interface Host {
  readonly nowMs: () => number;
  /** `API Key Authorization`, ... */
  readonly authType: string;
  readonly fieldName: string;
  readonly typeName: string;
  readonly effects: Effects;
}

/** The utilities are made once; each evaluation has a host of its own. */
export type CurrentHost = () => Host;
