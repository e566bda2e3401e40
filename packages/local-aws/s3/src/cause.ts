import { type Account, LOOPBACK } from '@plumbline/local-aws-kernel';

/** The request that changed an object, in the form of events. */
export interface Cause {
  readonly requestId: string;
  readonly traceHeader?: string | undefined;
  /** S3 itself, by a lifecycle rule. @default the account's */
  readonly byLifecycle?: boolean;
}

/** The principal that changed an object, and its address. S3 itself has no address. */
export const requesterOf = ({ accountId }: Account, { byLifecycle }: Cause): { readonly requester: string; readonly address?: string } =>
  byLifecycle === true ? { requester: 's3.amazonaws.com' } : { requester: accountId, address: LOOPBACK };
