/** Whether something is possible. `maybe`: it can't be decided, or not cheaply. */
export type Verdict = 'yes' | 'no' | 'maybe';

/** All of it, where nothing forbids the one together with the other. */
export const allOf = (verdicts: Iterable<Verdict>): Verdict => {
  let all: Verdict = 'yes';
  for (const verdict of verdicts) {
    if (verdict === 'no') return 'no';
    if (verdict === 'maybe') all = 'maybe';
  }
  return all;
};

/** One of them. */
export const anyOf = (verdicts: Iterable<Verdict>): Verdict => {
  let any: Verdict = 'no';
  for (const verdict of verdicts) {
    if (verdict === 'yes') return 'yes';
    if (verdict === 'maybe') any = 'maybe';
  }
  return any;
};

/** What is not exactly known can't be more than possible. */
export const atMost = (exact: boolean, verdict: Verdict): Verdict => (exact || verdict === 'no' ? verdict : 'maybe');
