import { brokenConstraint, constraintError } from '@plumbline/local-aws-kernel';
import { invalidToken } from '../errors.ts';

export interface PageInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const RESULTS_MAX = 1_000;
const RESULTS_DEFAULT = 100;

/** The number of results in a page. 0 means the default. Throws ValidationException. */
export const pageSize = ({ maxResults = 0 }: PageInput): number => {
  if (maxResults > RESULTS_MAX)
    throw constraintError(brokenConstraint(maxResults, 'maxResults', `have value less than or equal to ${RESULTS_MAX}`));
  return maxResults === 0 ? RESULTS_DEFAULT : maxResults;
};

/** The number at the end of the previous page. Throws InvalidToken. */
export const pageStart = ({ nextToken }: PageInput): number | undefined => {
  if (nextToken === undefined) return undefined;
  const [, id] = /^page (\d+)$/.exec(Buffer.from(nextToken, 'base64').toString('utf8')) ?? [];
  if (id === undefined) throw invalidToken();
  return Number(id);
};

/** `{ nextToken }` if further results exist: `found` is then longer than the page. */
export const nextPage = <T>(
  found: readonly T[],
  size: number,
  idOf: (last: T, index: number) => number,
): { readonly nextToken?: string } => {
  const last = found[size - 1];
  if (found.length <= size || last === undefined) return {};
  return { nextToken: Buffer.from(`page ${idOf(last, size - 1)}`).toString('base64') };
};
