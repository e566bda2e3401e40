import { createHash } from 'node:crypto';
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

/** What reads the same for every resource of an account. AWS uses this account number in its own documentation. */
const KNOWN: Readonly<Record<string, string>> = {
  account_id: '123456789012',
  partition: 'aws',
  dns_suffix: 'amazonaws.com',
  reverse_dns_prefix: 'com.amazonaws',
  region: 'eu-west-1',
};

const fakeString = (typeName: string, name: string, config: Values | null): string => {
  const hash = createHash('sha256')
    .update(`${typeName}|${name}|${JSON.stringify(config)}`)
    .digest('hex')
    .slice(0, 12);
  const service = typeName.split('_')[1] ?? typeName;
  return name.endsWith('arn') ? `arn:aws:${service}:${KNOWN['region']}:${KNOWN['account_id']}:${name}/${hash}` : `${name}-${hash}`;
};
