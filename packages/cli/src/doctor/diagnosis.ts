/** The result of a check of one prerequisite. */
export interface Diagnosis {
  readonly name: string;
  readonly status: 'ok' | 'missing' | 'skipped';
  /** Whether the system cannot work without a missing prerequisite. The exit code is then 1. @default false */
  readonly required?: boolean;
  /** The result, or the reason why the check was skipped. */
  readonly found: string;
  /** The steps that fix it. @default none, when the check succeeds */
  readonly fix?: string;
}

/** A value, or the reason why it is unknown. */
export type Fact<T> = { readonly value: T } | { readonly unknown: string };

export const ok = (name: string, found: string): Diagnosis => ({ name, status: 'ok', found });

export const missing = (name: string, found: string, fix: string, { required }: { readonly required: boolean }): Diagnosis => ({
  name,
  status: 'missing',
  required,
  found,
  fix,
});

export const skipped = (name: string, why: string, fix?: string): Diagnosis => ({
  name,
  status: 'skipped',
  found: why,
  ...(fix !== undefined && { fix }),
});

/** The diagnosis of a fact, or a skipped check when its value is unknown. */
export const judged = <T>(name: string, fact: Fact<T>, judge: (value: T) => Diagnosis): Diagnosis =>
  'value' in fact ? judge(fact.value) : skipped(name, fact.unknown);
