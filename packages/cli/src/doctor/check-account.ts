import { type Diagnosis, type Fact, judged, missing, ok, skipped } from './diagnosis.ts';

/** The owner of a bucket's name. */
export type BucketOwner = 'none' | 'us' | 'another account';

/** The state of an account, as far as the credentials may read it. */
export interface AccountFacts {
  readonly identity: Fact<{ readonly accountId: string; readonly arn: string }>;
  readonly region: Fact<string>;
  /** The number of functions that may run concurrently in the account. */
  readonly concurrency: Fact<number>;
  /** Names of rules, by bus. */
  readonly rules: Fact<ReadonlyMap<string, readonly string[]>>;
  /** The role with which API Gateway writes logs for the whole account and region. */
  readonly apiGatewayRole: Fact<string | undefined>;
  readonly buckets: Fact<ReadonlyMap<string, BucketOwner>>;
}

/** The resources that a deployment of the synthesized stacks would create. */
export interface Declared {
  readonly environment: string;
  readonly region: string;
  /** Names of rules, by bus. */
  readonly rules: ReadonlyMap<string, readonly string[]>;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html: rules on an event bus. The doctor does not look up a raised quota. */
const RULES_OF_BUS_MAX = 300;
/** The requests per second that the endpoint lets through (http-endpoint.ts). A new account may have a limit as low as 10. */
const CONCURRENCY_ENOUGH = 100;

/** Checks the prerequisites of a first deployment in an account. */
export const checkAccount = (facts: AccountFacts, declared: Fact<Declared>): readonly Diagnosis[] => [
  'value' in facts.identity
    ? ok('credentials', `account ${facts.identity.value.accountId} as ${facts.identity.value.arn}`)
    : missing(
        'credentials',
        facts.identity.unknown,
        'Configure credentials as for the AWS CLI. "aws sts get-caller-identity" must succeed.',
        {
          required: true,
        },
      ),
  checkRegion(facts.region, declared),
  judged('concurrency', facts.concurrency, (limit) =>
    limit >= CONCURRENCY_ENOUGH
      ? ok('concurrency', `${limit} functions may run concurrently`)
      : missing(
          'concurrency',
          `only ${limit} functions may run concurrently`,
          `Request at least ${CONCURRENCY_ENOUGH} in Service Quotas.`,
          {
            required: false,
          },
        ),
  ),
  ...checkRules(facts.rules, declared),
  judged('api gateway', facts.apiGatewayRole, (role) => checkApiGatewayRole(role, declared)),
  judged('buckets', facts.buckets, checkBuckets),
];

const checkRegion = (region: Fact<string>, declared: Fact<Declared>): Diagnosis => {
  if (!('value' in region)) return missing('region', region.unknown, 'Set AWS_REGION.', { required: true });
  if (!('value' in declared) || declared.value.region === region.value) return ok('region', region.value);
  const found = `${region.value}, but ${declared.value.environment} is deployed to ${declared.value.region}`;
  return missing('region', found, `Set AWS_REGION=${declared.value.region}; otherwise the commands use another region.`, {
    required: true,
  });
};

const checkRules = (facts: AccountFacts['rules'], declared: Fact<Declared>): readonly Diagnosis[] => {
  if (!('value' in declared)) return [skipped('rules', declared.unknown)];
  if (!('value' in facts)) return [skipped('rules', facts.unknown)];
  return [...declared.value.rules].map(([bus, names]) => {
    const all = new Set([...names, ...(facts.value.get(bus) ?? [])]);
    const found = `${all.size} of ${RULES_OF_BUS_MAX} on the bus ${bus} after a deployment`;
    return all.size <= RULES_OF_BUS_MAX
      ? ok('rules', found)
      : missing('rules', found, 'Request a higher quota in Service Quotas, or remove rules from the bus.', { required: true });
  });
};

const checkApiGatewayRole = (role: string | undefined, declared: Fact<Declared>): Diagnosis => {
  if (role === undefined) return ok('api gateway', 'no logging role; the platform’s stack sets one');
  const ours = 'value' in declared && role.includes(`/plumbline-${declared.value.environment}-`);
  return ours
    ? ok('api gateway', `logs with ${role}`)
    : missing(
        'api gateway',
        `logs with ${role}`,
        'A deployment replaces this role for the whole account. Make sure that no other system in the account needs it.',
        {
          required: false,
        },
      );
};

const checkBuckets = (owners: ReadonlyMap<string, BucketOwner>): Diagnosis => {
  const taken = [...owners].filter(([, owner]) => owner === 'another account').map(([name]) => name);
  if (taken.length > 0) {
    const fix = 'Bucket names are global. Another account owns them, or these credentials may not read them.';
    return missing('buckets', `not ours: ${taken.join(', ')}`, fix, { required: true });
  }
  const ours = [...owners.values()].filter((owner) => owner === 'us').length;
  return ok('buckets', `${ours} exist, ${owners.size - ours} names free`);
};
