import { brokenConstraint } from './constraint.ts';

/** The violations of one member of a request, for `constraintError`: none if it is valid. A missing member is valid unless it is required. */
type Violations = readonly string[];

export const missingMember = (place: string, value: unknown): Violations =>
  value === undefined ? [brokenConstraint(undefined, place, 'not be null')] : [];

export const memberOf = (place: string, value: string | undefined, values: readonly string[]): Violations =>
  value === undefined || values.includes(value) ? [] : [brokenConstraint(value, place, `satisfy enum value set: [${values.join(', ')}]`)];

export const memberRange = (place: string, value: number | undefined, min: number, max: number): Violations => {
  if (value === undefined || (value >= min && value <= max)) return [];
  const bound = value < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`;
  return [brokenConstraint(value, place, `have value ${bound}`)];
};

export const memberPattern = (place: string, value: string | undefined, expression: RegExp): Violations =>
  value === undefined || expression.test(value)
    ? []
    : [brokenConstraint(value, place, `satisfy regular expression pattern: ${expression.source}`)];
