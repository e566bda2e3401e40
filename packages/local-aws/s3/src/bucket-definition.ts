import { AwsError } from '@plumbline/local-aws-kernel';
import type { NotificationConfiguration } from './notifications/notification-configuration.ts';

/** A lifecycle rule; an omitted part does not apply. */
export interface LifecycleRule {
  readonly id: string;
  /** @default '' (every key) */
  readonly prefix?: string | undefined;
  /** Current versions expire at the first midnight (UTC) after this number of days. */
  readonly expirationDays?: number | undefined;
  /** Noncurrent versions are removed this number of days after they became noncurrent. */
  readonly noncurrentExpirationDays?: number | undefined;
  /** Incomplete multipart uploads are removed. */
  readonly abortMultipartDays?: number | undefined;
}

/**
 * A bucket as Terraform declares it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html
 */
export interface BucketDefinition {
  readonly name: string;
  /** @default false; turning it off again suspends it, as on AWS */
  readonly versioning?: boolean | undefined;
  /** Sends "Object Created" and its kin to the default event bus. @default false */
  readonly eventBridge?: boolean | undefined;
  /** The direct destinations of its notifications, without the bus. @default none */
  readonly notifications?: readonly NotificationConfiguration[] | undefined;
  /** @default none */
  readonly lifecycle?: readonly LifecycleRule[] | undefined;
  /** Data only: locally every caller signs, so nothing is public. @default true */
  readonly publicAccessBlocked?: boolean | undefined;
  /** Data only: locally the transport is HTTP over the loopback interface, so a TLS-only policy is not applied. @default false */
  readonly tlsOnly?: boolean | undefined;
}

const NAME_PATTERN =
  /^(?!\d+\.\d+\.\d+\.\d+$)(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const checkBucketName = (name: string): void => {
  if (NAME_PATTERN.test(name)) return;
  throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', { fields: { BucketName: name } });
};
