import { createContext, Script } from 'node:vm';

/** A pattern may need exponential time; nothing but a limit of time ends it. */
const MATCH_MS_MAX = 100;

const TEST = new Script('new RegExp(pattern).test(value)');

/** `util.matches`: whether a value as a whole matches a regular expression. @throws Error when it takes too long. */
export const matches = (pattern: string, value: string): boolean =>
  TEST.runInContext(createContext({ pattern: `^(?:${pattern})$`, value }), { timeout: MATCH_MS_MAX }) as boolean;
