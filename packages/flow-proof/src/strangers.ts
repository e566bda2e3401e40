import { conditionVerdict, type Statement } from '@plumbline/iam-policy';
import { listOf } from './placed-policy.ts';

/** The condition keys of a request that describe its sender. */
type Keys = Readonly<Record<string, string>>;

/** A foreign account. */
const STRANGE_ACCOUNT = '999999999999';

/**
 * The condition keys that an AWS service sends when it acts on behalf of an undeclared resource, in our account or in a foreign one.
 *
 * @param service such as `events.amazonaws.com`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const serviceKeys = (service: string, region: string, account = STRANGE_ACCOUNT): Keys => {
  const [name = ''] = service.split('.');
  const resource = name === 'events' ? 'rule/strange-bus/strange-rule' : 'strange';
  return {
    'aws:SourceArn': name === 's3' ? 'arn:aws:s3:::strange' : `arn:aws:${name}:${region}:${account}:${resource}`,
    'aws:SourceAccount': account,
    'aws:SecureTransport': 'true',
  };
};

/** The condition keys of a request from a foreign account. */
export const STRANGER: Keys = {
  'aws:SourceArn': `arn:aws:sns:eu-west-1:${STRANGE_ACCOUNT}:strange`,
  'aws:SourceAccount': STRANGE_ACCOUNT,
  'aws:PrincipalAccount': STRANGE_ACCOUNT,
  'aws:PrincipalArn': `arn:aws:iam::${STRANGE_ACCOUNT}:role/strange`,
  'aws:SecureTransport': 'true',
};

/** Whether a statement's conditions hold for a request. An unknown condition counts as one that excludes foreign accounts. */
export const holdsFor = ({ Condition = {} }: Statement, keys: Keys): boolean =>
  Object.entries(Condition).every(([operator, operands]) => conditionVerdict(operator, operands, keys) === 'holds');

/** Whether a statement names every principal, in any notation. */
export const isForEverybody = ({ Principal, NotPrincipal }: Statement): boolean =>
  NotPrincipal !== undefined || Principal === '*' || listOf(Principal?.AWS).includes('*');

/** The AWS services that a statement names. */
export const servicesOf = ({ Principal }: Statement): readonly string[] => (typeof Principal === 'object' ? listOf(Principal.Service) : []);
