import type { Kernel } from '@plumbline/local-aws-kernel';
import type { Bucket } from '../buckets.ts';
import { type Cause, requesterOf } from '../cause.ts';

/** A change of an object. */
export interface ObjectHappening {
  /** Such as `ObjectCreated:Put`. */
  readonly eventName: string;
  readonly key: string;
  readonly size?: number;
  readonly eTag?: string;
  readonly versionId?: string;
  readonly sequencer?: string;
}

/** The record versions that introduced these events. */
const NEWER = /^(ObjectTagging|LifecycleExpiration):/;

/**
 * The one record of a notification.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const eventRecord = (
  { account, clock }: Pick<Kernel, 'account' | 'clock'>,
  bucket: Bucket,
  configurationId: string,
  happening: ObjectHappening,
  cause: Cause,
) => {
  const { eventName, key, ...object } = happening;
  const { requester, address = requester } = requesterOf(account, cause);
  return {
    eventVersion: NEWER.test(eventName) ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: account.region,
    eventTime: new Date(clock.now()).toISOString(),
    eventName,
    userIdentity: { principalId: address === requester ? requester : `AWS:${requester}` },
    requestParameters: { sourceIPAddress: address },
    responseElements: { 'x-amz-request-id': cause.requestId, 'x-amz-id-2': 'local-aws' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: account.accountId },
        arn: `arn:${account.partition}:s3:::${bucket.name}`,
      },
      object: { key: formEncoded(key), ...object },
    },
  };
};

/** "The key name value is URL encoded": as in a form, but for slashes. */
const formEncoded = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
