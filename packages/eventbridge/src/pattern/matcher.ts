import type { Part } from './ignore-case.ts';
import type { Wildcard } from './wildcard.ts';

/**
 * One entry of a pattern's list: a condition on a value. It is plain data, so that the index recognizes equal lists of many rules.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type Matcher =
  | { readonly kind: 'string'; readonly value: string }
  /** A string that is an IP address: any spelling of the address fits. */
  | { readonly kind: 'address'; readonly bits: string }
  | { readonly kind: 'network'; readonly bits: string }
  /** `value` is missing for a number that can't be compared, `text` if only the value counts. */
  | { readonly kind: 'number'; readonly value?: number; readonly text?: string }
  | { readonly kind: 'range'; readonly low?: Bound; readonly high?: Bound }
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'prefix' | 'suffix'; readonly value: string }
  | { readonly kind: 'ignore-case'; readonly part: Part; readonly value: string }
  | { readonly kind: 'wildcard'; readonly parts: Wildcard }
  | { readonly kind: 'anything-but'; readonly matchers: readonly Matcher[] }
  | { readonly kind: 'exists' }
  /** `exists: false`: no value fits; the field must be missing. */
  | { readonly kind: 'absent' };

export interface Bound {
  readonly value: number;
  /** Whether the range excludes the bound itself. */
  readonly open: boolean;
}
