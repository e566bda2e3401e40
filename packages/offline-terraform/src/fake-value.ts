import { createHash } from 'node:crypto';
import type { World } from '@plumbline/topology';
import type { Values } from './dynamic-value.ts';
import type { CtyType } from './schema.ts';

/**
 * What the provider would have computed: made up, but the same for the same configuration, so that a second plan finds no drift.
 * Two resources of one type with equal configurations get equal values.
 */
export const fakeValue = (typeName: string, name: string, type: CtyType, config: Values | null): unknown => {
  if (type === 'string') return KNOWN[name] ?? fakeString(typeName, name, config);
  if (type === 'number') return 0;
  if (type === 'bool') return false;
  if (type === 'dynamic') return null;
  const [kind, inner] = type;
  if (kind === 'object') {
    return Object.fromEntries(Object.entries(inner).map(([field, fieldType]) => [field, fakeValue(typeName, field, fieldType, config)]));
  }
  return kind === 'map' ? {} : [];
};

/** The account and region of everything. AWS uses this account number in its own documentation. */
export const WORLD: World = {
  accountId: '123456789012',
  region: 'eu-west-1',
  partition: 'aws',
  sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com',
};

/** What reads the same for every resource of an account. */
const KNOWN: Readonly<Record<string, string>> = {
  account_id: WORLD.accountId,
  partition: WORLD.partition,
  dns_suffix: 'amazonaws.com',
  reverse_dns_prefix: 'com.amazonaws',
  region: WORLD.region,
};

const fakeString = (typeName: string, name: string, config: Values | null): string => {
  const hash = createHash('sha256')
    .update(`${typeName}|${name}|${JSON.stringify(config)}`)
    .digest('hex')
    .slice(0, 12);
  const service = typeName.split('_')[1] ?? typeName;
  return name.endsWith('arn') ? `arn:aws:${service}:${WORLD.region}:${WORLD.accountId}:${name}/${hash}` : `${name}-${hash}`;
};
