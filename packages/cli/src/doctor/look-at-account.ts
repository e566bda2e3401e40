import { type EventBridgeClient, ListRulesCommand, type ListRulesResponse } from '@aws-sdk/client-eventbridge';
import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AccountFacts, BucketOwner } from './check-account.ts';
import type { Fact } from './diagnosis.ts';

/** The clients that read an account. */
export interface AccountAccess {
  readonly sts: Pick<STSClient, 'send' | 'config'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly events: Pick<EventBridgeClient, 'send'>;
  readonly s3: Pick<S3Client, 'send'>;
  /** The role with which API Gateway writes logs. */
  readonly apiGatewayRole: () => Promise<string | undefined>;
}

/** The names to look up. */
export interface Sought {
  readonly buses: readonly string[];
  /** The names of the buckets in an account. */
  readonly buckets: (accountId: string) => readonly string[];
}

/** Reads the state of an account and changes nothing. A value that the credentials may not read is unknown, with the reason. */
export const lookAtAccount = async ({ sts, lambda, events, s3, apiGatewayRole }: AccountAccess, sought: Sought): Promise<AccountFacts> => {
  const [identity, region] = await Promise.all([
    fact(async () => {
      const { Account: accountId = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand());
      return { accountId, arn };
    }),
    fact(() => sts.config.region()),
  ]);
  // Without credentials, every other call would fail with the same message.
  if (!('value' in identity)) {
    const unknown = { unknown: 'credentials are missing' };
    return { identity, region, concurrency: unknown, rules: unknown, apiGatewayRole: unknown, buckets: unknown };
  }
  const [concurrency, rules, role, buckets] = await Promise.all([
    fact(async () => (await lambda.send(new GetAccountSettingsCommand({}))).AccountLimit?.ConcurrentExecutions ?? 0),
    fact(async () => new Map(await Promise.all(sought.buses.map(async (bus) => [bus, await rulesOf(events, bus)] as const)))),
    fact(apiGatewayRole),
    fact(async () => {
      const names = sought.buckets(identity.value.accountId);
      return new Map(await Promise.all(names.map(async (name) => [name, await ownerOf(s3, name)] as const)));
    }),
  ]);
  return { identity, region, concurrency, rules, apiGatewayRole: role, buckets };
};

/** A bus that does not exist has no rules. */
const rulesOf = async (events: AccountAccess['events'], bus: string): Promise<readonly string[]> => {
  const names: string[] = [];
  let NextToken: string | undefined;
  try {
    do {
      const page: ListRulesResponse = await events.send(new ListRulesCommand({ EventBusName: bus, NextToken }));
      names.push(...(page.Rules ?? []).flatMap(({ Name }) => Name ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
  } catch (cause) {
    if (nameOf(cause) !== 'ResourceNotFoundException') throw cause;
  }
  return names;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html: 403 when the bucket exists and the caller may not read it. */
const ownerOf = async (s3: Pick<S3Client, 'send'>, name: string): Promise<BucketOwner> => {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: name }));
    return 'us';
  } catch (cause) {
    const status = (cause as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) return 'none';
    if (status === 403 || status === 301) return 'another account';
    throw cause;
  }
};

const fact = async <T>(look: () => Promise<T>): Promise<Fact<T>> => {
  try {
    return { value: await look() };
  } catch (cause) {
    return { unknown: cause instanceof Error ? `${nameOf(cause)}: ${cause.message}` : String(cause) };
  }
};

const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : '');
