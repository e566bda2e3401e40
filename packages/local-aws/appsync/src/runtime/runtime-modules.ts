import { plain } from '../plain.ts';
import { ResolverError, unauthorizedField } from '../resolver-error.ts';
import { EarlyReturn } from './early-return.ts';
import type { Invalidation, SubscriptionFilter } from './effects.ts';
import type { CurrentHost } from './host.ts';
import { dynamodbModule } from './util/dynamodb-requests.ts';
import { dynamodbValues } from './util/dynamodb-values.ts';
import { filterExpression } from './util/filter-expression.ts';
import { httpHeaders } from './util/http-headers.ts';
import { autoId, autoKsuid, autoUlid } from './util/identifiers.ts';
import { matches } from './util/matches.ts';
import { math } from './util/math.ts';
import { rds } from './util/rds.ts';
import { toSubscriptionFilter } from './util/subscription-filter.ts';
import { base64Decode, base64Encode, escapeJavaScript, urlDecode, urlEncode } from './util/text-codecs.ts';
import { timeUtilities } from './util/time.ts';
import { xml } from './util/xml.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The modules of the runtime, by name, for the evaluation that `host` gives. Code cannot change them. */
export const runtimeModules = (host: CurrentHost): Readonly<Record<string, object>> => {
  const util = utilities(host);
  const extensions = extensionsOf(host);
  const utils = { util, extensions, runtime: { earlyReturn } };
  return deepFrozen({
    '@aws-appsync/utils': { ...utils, default: utils },
    '@aws-appsync/utils/dynamodb': { ...dynamodbModule, default: dynamodbModule },
  });
};

/** https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html */
export const utilities = (host: CurrentHost) => ({
  ...{ escapeJavaScript, urlEncode, urlDecode, base64Encode, base64Decode, autoId },
  autoUlid: () => autoUlid(host().nowMs()),
  autoKsuid: () => autoKsuid(host().nowMs()),
  unauthorized(): never {
    throw unauthorizedField(host().fieldName, host().typeName);
  },
  error(...parts: readonly unknown[]): never {
    throw errorOf(parts);
  },
  appendError(...parts: readonly unknown[]): void {
    host().effects.errors.push(errorOf(parts));
  },
  matches,
  authType: (): string => host().authType,
  time: timeUtilities(() => host().nowMs()),
  dynamodb: dynamodbValues,
  rds,
  http: httpHeaders(host),
  xml,
  math,
  str: {
    normalize(value: string, form: string): string {
      if (!FORMS.includes(form.toUpperCase())) throw new TypeError(`${form} is not one of nfc, nfd, nfkc, nfkd.`);
      return value.normalize(form.toUpperCase());
    },
  },
  transform: {
    toDynamoDBConditionExpression: (filter: Fields) => JSON.stringify(filterExpression(filter)),
    toDynamoDBFilterExpression: (filter: Fields) => JSON.stringify(filterExpression(filter)),
    toSubscriptionFilter,
    toElasticsearchQueryDSL: noOpenSearch,
  },
});

const noOpenSearch = (): never => {
  throw new TypeError('local-aws has no data source of OpenSearch, and does not write its queries.');
};

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'];

const errorOf = ([message, errorType, data, errorInfo]: readonly unknown[]): ResolverError =>
  new ResolverError(String(message ?? ''), {
    errorType: errorType === undefined || errorType === null ? 'Custom' : String(errorType),
    data: plain(data),
    errorInfo: plain(errorInfo),
  });

/** https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html */
const extensionsOf = (host: CurrentHost) => ({
  setSubscriptionFilter(filter: SubscriptionFilter): void {
    host().effects.filter = plain(filter) as unknown as SubscriptionFilter;
  },
  setSubscriptionInvalidationFilter(filter: SubscriptionFilter): void {
    host().effects.invalidationFilter = plain(filter) as unknown as SubscriptionFilter;
  },
  invalidateSubscriptions(invalidation: Invalidation): void {
    host().effects.invalidations.push(plain(invalidation) as unknown as Invalidation);
  },
  /** An API without a cache has nothing to evict, and local-aws refuses `aws_appsync_api_cache`. */
  evictFromApiCache(): void {},
});

const earlyReturn = (value: unknown = null, { skipTo = 'NEXT' }: { readonly skipTo?: 'END' | 'NEXT' } = {}): never => {
  throw new EarlyReturn(plain(value), skipTo);
};

const deepFrozen = <T extends object>(value: T): T => {
  for (const member of Object.values(value))
    if ((typeof member === 'object' || typeof member === 'function') && member !== null) deepFrozen(member);
  return Object.freeze(value);
};
