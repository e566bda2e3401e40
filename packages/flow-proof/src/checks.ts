import { patternsAreValid } from './checks/patterns-are-valid.ts';
import type { Check } from './draft.ts';

/** Every check, in the order of an event's way. */
export const CHECKS: readonly Check[] = [patternsAreValid];
