/** Whether a match is possible. `maybe`: undecided, or too expensive to decide. */
export type Verdict = 'yes' | 'no' | 'maybe';

/** The conjunction of independent verdicts. */
export const allOf = (verdicts: Iterable<Verdict>): Verdict => {
  let all: Verdict = 'yes';
  for (const verdict of verdicts) {
    if (verdict === 'no') return 'no';
    if (verdict === 'maybe') all = 'maybe';
  }
  return all;
};

/** The disjunction of verdicts. */
export const anyOf = (verdicts: Iterable<Verdict>): Verdict => {
  let any: Verdict = 'no';
  for (const verdict of verdicts) {
    if (verdict === 'yes') return 'yes';
    if (verdict === 'maybe') any = 'maybe';
  }
  return any;
};

/** Limits the verdict of an inexact value to `maybe`. */
export const atMost = (exact: boolean, verdict: Verdict): Verdict => (exact || verdict === 'no' ? verdict : 'maybe');
