import { isUnresolved, type Resource } from '@plumbline/topology';
import type { Draft } from './draft.ts';
import type { Proof } from './flow-system.ts';
import { acceptsOf } from './notes.ts';
import { placeOf } from './place-of.ts';
import { RULES } from './rules.ts';

/** Leaves out what is accepted with a reason, and tells what is accepted wrongly or for nothing. */
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

/** What could not be resolved may be what was accepted. */
const isUnclear = ({ values }: Resource): boolean => Object.values(values).some(isUnresolved);

/** How an event that causes itself is declared to end. */
const BOUND = /\bat most \d+ times\b/;

type About = Pick<Draft, 'at' | 'subject'>;

const unknown = (about: About, code: string): Draft => ({
  ...about,
  code: 'ACCEPT_UNKNOWN',
  why: `It accepts ${code}, and there is no such rule.`,
  fix: `Take it away, or name one of the codes in docs/checks.md.`,
});

const withoutReason = (about: About, code: string): Draft => ({
  ...about,
  code: 'ACCEPT_WITHOUT_REASON',
  why: `It accepts ${code} without a reason, so ${code} is told all the same.`,
  fix: 'Say why it is right as it is, in a sentence that convinces who comes after you.',
});

const withoutBound = (about: About): Draft => ({
  ...about,
  code: 'LOOP_WITHOUT_BOUND',
  why: 'It accepts an event that causes itself, and does not say how often.',
  fix: 'Say "at most <n> times", and what keeps to it: a counter in the data that the handler stops at.',
});

const unused = (about: About, code: string): Draft => ({
  ...about,
  code: 'ACCEPT_UNUSED',
  why: `It accepts ${code}, which is not found here any more.`,
  fix: 'Take it away, or the next one will not be noticed.',
});
