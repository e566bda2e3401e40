import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** The scope of a signing key. */
export interface SigningScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export type SigningKeys = (secret: string, scope: SigningScope) => KeyObject;

/** One per day, service and set of credentials: far more than a run of local-aws needs. */
const KEYS_MAX = 1_024;

/** Derives signing keys and keeps them, because a key is needed on every request and costs four HMACs. */
export const signingKeys = (): SigningKeys => {
  const known = new Map<string, KeyObject>();
  return (secret, { date, region, service }) => {
    const name = JSON.stringify([secret, date, region, service]);
    let key = known.get(name);
    if (key === undefined) {
      const derived = [date, region, service, 'aws4_request'].reduce<Buffer>(
        (previous, part) => createHmac('sha256', previous).update(part).digest(),
        Buffer.from(`AWS4${secret}`),
      );
      // With a KeyObject, requests need not create one.
      key = createSecretKey(derived);
      if (known.size >= KEYS_MAX) known.clear();
      known.set(name, key);
    }
    return key;
  };
};
