import { AwsError } from './aws-error.ts';

/** One sentence of a validation error, in the wording that all AWS services share. AWS writes `null` for a missing value. */
export const brokenConstraint = (value: string | number | undefined, place: string, must: string): string =>
  `Value ${value === undefined ? 'null' : `'${value}'`} at '${place}' failed to satisfy constraint: Member must ${must}`;

/** The same for a value that is too large to be shown. Measured on AWS, 2026-09: AWS counts its size in UTF-8. */
export const tooLarge = (place: string, bytesMax: number): string =>
  `Value at '${place}' failed to satisfy constraint: Member must have size less than or equal to ${bytesMax} bytes in UTF-8 encoding`;

/** The error of a request that violates constraints; it lists all violations at once. */
export const constraintError = (...broken: readonly string[]): AwsError =>
  new AwsError('ValidationException', `${broken.length} validation error${broken.length === 1 ? '' : 's'} detected: ${broken.join('; ')}`);
