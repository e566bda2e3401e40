import { ResolverError } from '../resolver-error.ts';
import type { ApiRequest } from './field-call.ts';

/** Thousands of fields with a large variable each would copy it thousands of times. */
const CONTEXT_CHARS_MAX = 67_108_864;

/** The error of a request whose resolvers have received too much; `undefined` while they have not. */
export const contextLimit = ({ contextChars }: ApiRequest): ResolverError | undefined =>
  contextChars <= CONTEXT_CHARS_MAX
    ? undefined
    : new ResolverError('The contexts of the resolvers of this request are too large.', { errorType: 'LimitExceededException' });
