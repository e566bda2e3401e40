/** What a check says of one thing that is needed. */
export interface Diagnosis {
  readonly name: string;
  readonly status: 'ok' | 'missing' | 'skipped';
  /** Of what is missing: without it the rest does not work, and the exit code says so. @default false */
  readonly required?: boolean;
  /** What was found, or why it could not be looked at. */
  readonly found: string;
  /** What to do about it. @default nothing, when all is well */
  readonly fix?: string;
}

/** Something that was looked up, or the reason why it could not be. */
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

/** What a fact says, or a skipped check when nobody knows. */
export const judged = <T>(name: string, fact: Fact<T>, judge: (value: T) => Diagnosis): Diagnosis =>
  'value' in fact ? judge(fact.value) : skipped(name, fact.unknown);
