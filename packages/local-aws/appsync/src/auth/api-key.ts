import { randomUUID } from 'node:crypto';
import type { Apis } from '../apis.ts';
import type { Caller } from '../caller.ts';
import { notAuthorized } from './unauthorized.ts';

/** "If the API key is not valid or has expired", the request is refused: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html */
export const apiKeyCaller = ({ keys }: Apis, apiId: string, key: string, nowMs: number): Caller => {
  const found = keys.of(apiId).find((one) => one.key === key);
  if (found === undefined || found.expiresMs <= nowMs) throw notAuthorized();
  return {
    mode: 'API_KEY',
    identity: null,
    groups: [],
    principal: { kind: 'anonymous' },
    deniedFields: new Set(),
  };
};

const DAY_MS = 86_400_000;

/** "The default value for this parameter is 7 days"; keys are rounded down to the hour. */
export const expiryOf = (nowMs: number, wantedMs: number | undefined): number =>
  Math.floor((wantedMs ?? nowMs + 7 * DAY_MS) / 3_600_000) * 3_600_000;

/** From one day to 365 days: https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateApiKey.html */
export const isValidExpiry = (nowMs: number, expiresMs: number): boolean =>
  expiresMs >= nowMs + DAY_MS - 3_600_000 && expiresMs <= nowMs + 365 * DAY_MS;

export const newApiKey = (): string => `da2-${randomUUID().replaceAll('-', '').slice(0, 26)}`;
