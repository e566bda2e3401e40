import { randomBytes } from 'node:crypto';
import { openSettings, type Store } from '@plumbline/local-aws-kernel';
import type { Subscription } from './subscription.ts';

/** Whether the owner of an HTTP endpoint or a mail address has confirmed. The subscriber confirms queues and functions. */
export interface Confirmation {
  /** `pending` until the owner confirms; `deactivated` when the owner unsubscribed, and may restore it. */
  readonly state: 'pending' | 'confirmed' | 'deactivated';
  readonly token: string;
  readonly sentMs: number;
  /** Whether only a signed request may end the subscription. */
  readonly authenticated: boolean;
}

/** The confirmations of HTTP and mail subscriptions, including those that Terraform declares: they survive a restart. */
export interface Confirmations {
  of(subscriptionArn: string): Confirmation | undefined;
  /** Whether messages are delivered. */
  isConfirmed(subscription: Pick<Subscription, 'arn' | 'protocol'>): boolean;
  /** Requests a new confirmation. @returns its token. */
  ask(subscriptionArn: string, state: 'pending' | 'deactivated', nowMs: number): string;
  confirm(subscriptionArn: string, authenticated: boolean): void;
  /** The subscription of a token. */
  findByToken(token: string): string | undefined;
  remove(subscriptionArn: string): void;
  all(): readonly (readonly [subscriptionArn: string, confirmation: Confirmation])[];
}

const TOKEN_BYTES = 144;

export const openConfirmations = (store: Store): Confirmations => {
  const settings = openSettings<Confirmation>(store, 'sns.confirmation');
  return {
    of: settings.get,
    isConfirmed: ({ arn, protocol }) =>
      protocol === 'sqs' || protocol === 'lambda' || (settings.get(arn)?.state ?? 'pending') === 'confirmed',
    ask(arn, state, sentMs) {
      const token = randomBytes(TOKEN_BYTES).toString('hex');
      settings.change(arn, { state, token, sentMs, authenticated: false });
      return token;
    },
    confirm(arn, authenticated) {
      const found = settings.get(arn);
      if (found !== undefined) settings.change(arn, { ...found, state: 'confirmed', authenticated });
    },
    findByToken: (token) => settings.entries().find(([, confirmation]) => confirmation.token === token)?.[0],
    remove: settings.remove,
    all: settings.entries,
  };
};
