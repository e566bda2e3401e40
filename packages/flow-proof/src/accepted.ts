import { isUnresolved, type Resource } from '@plumbline/topology';
import type { Draft } from './draft.ts';
import type { Proof } from './flow-system.ts';
import { acceptsOf } from './notes.ts';
import { placeOf } from './place-of.ts';
import { RULES } from './rules.ts';

/** Drops findings that are accepted with a reason, and reports wrong and unused acceptances. */
export const accepted = ({ topology }: Proof, drafts: readonly Draft[]): readonly Draft[] => {
  const byPlace = new Map<string, string>();
  const wrong: Draft[] = [];
  for (const resource of topology.resources) {
    for (const [code, reason] of Object.entries(acceptsOf(resource))) {
      const about = { at: resource, subject: resource.address };
      const found = drafts.some((draft) => draft.code === code && placeOf(draft.at) === placeOf(resource));
      if (!Object.hasOwn(RULES, code)) wrong.push(unknown(about, code));
      else if (typeof reason !== 'string' || reason.trim() === '') wrong.push(withoutReason(about, code));
      else if (!found && !isUnclear(resource)) wrong.push(unused(about, code));
      else if (code === 'EVENT_LOOP' && !BOUND.test(reason)) wrong.push(withoutBound(about));
      else byPlace.set(`${placeOf(resource)} ${code}`, reason);
    }
  }
  return [...drafts.filter((draft) => !byPlace.has(`${placeOf(draft.at)} ${draft.code}`)), ...wrong];
};

/** An unresolved value may hide the accepted finding. */
const isUnclear = ({ values }: Resource): boolean => Object.values(values).some(isUnresolved);

/** The bound of an event loop in the reason of its acceptance. */
const BOUND = /\bat most \d+ times\b/;

type About = Pick<Draft, 'at' | 'subject'>;

const unknown = (about: About, code: string): Draft => ({
  ...about,
  code: 'ACCEPT_UNKNOWN',
  why: `It accepts ${code}, which is not the code of a rule.`,
  fix: `Remove the acceptance, or use one of the codes in docs/checks.md.`,
});

const withoutReason = (about: About, code: string): Draft => ({
  ...about,
  code: 'ACCEPT_WITHOUT_REASON',
  why: `It accepts ${code} without a reason, so the check still reports ${code}.`,
  fix: 'State in one sentence why the finding is acceptable here.',
});

const withoutBound = (about: About): Draft => ({
  ...about,
  code: 'LOOP_WITHOUT_BOUND',
  why: 'It accepts an event that causes itself, and does not state a bound.',
  fix: 'State "at most <n> times" and the code that enforces it, such as a counter in the data at which the handler stops.',
});

const unused = (about: About, code: string): Draft => ({
  ...about,
  code: 'ACCEPT_UNUSED',
  why: `It accepts ${code}, but the check no longer finds ${code} here.`,
  fix: 'Remove the acceptance; otherwise it would hide the next finding.',
});
