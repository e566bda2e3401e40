import { AwsError, type AwsRequest, page } from '@plumbline/local-aws-kernel';

/** "The maximum number of results that you want the request to return": 0 to 25. */
const RESULTS_MAX = 25;

/** One page of a list, as the query of a request asks for it. */
export const listPage = <T>(
  request: AwsRequest,
  all: readonly T[],
  nameOf: (item: T) => string,
): { readonly items: readonly T[]; readonly nextToken?: string } => {
  const given = request.query.get('maxResults');
  const Limit = given === null || given === '0' ? RESULTS_MAX : Number(given);
  if (!Number.isInteger(Limit) || Limit < 0 || Limit > RESULTS_MAX)
    throw new AwsError('BadRequestException', `maxResults is a number from 0 to ${RESULTS_MAX}, not ${given}.`);
  const { items, NextToken } = page(all, nameOf, { Limit, NextToken: request.query.get('nextToken') ?? undefined });
  return { items, ...(NextToken === undefined ? {} : { nextToken: NextToken }) };
};
