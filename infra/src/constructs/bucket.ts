import type { Bucket as BucketManifest } from '@plumbline/event-kit';
import {
  Construct,
  S3Bucket,
  S3BucketLifecycleConfiguration,
  S3BucketNotification,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3BucketServerSideEncryptionConfigurationA,
  S3BucketVersioningA,
} from '../terraform.ts';
import type { Grantable } from './grantable.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, type Statement } from './policy.ts';

const ABANDONED_UPLOAD_DAYS = 7;
const OLD_VERSION_DAYS = 30;

export interface BucketProps extends Pick<BucketManifest, 'name' | 'expireAfterDays'> {
  /** Whether S3 notifies the default bus of its objects. */
  readonly notifies: boolean;
}

/** A bucket: private, encrypted, TLS only, versioned, objects expire. */
export class Bucket extends Construct implements Grantable {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, expireAfterDays, notifies }: BucketProps) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    const bucket = new S3Bucket(this, 'bucket', { bucket: bucketName(stack, name) });
    this.name = bucket.bucket;
    this.arn = bucket.arn;
    this.keepPrivate(bucket);
    this.keepVersions(bucket, expireAfterDays);
    if (notifies) new S3BucketNotification(this, 'notification', { bucket: bucket.id, eventbridge: true });
  }

  get value(): string {
    return this.name;
  }

  allowing(actions: readonly string[]): readonly Statement[] {
    const onBucket = actions.filter((action) => action === 'ListBucket');
    const onObjects = actions.filter((action) => action !== 'ListBucket');
    const allow = (some: readonly string[], Resource: string): readonly Statement[] =>
      some.length === 0 ? [] : [{ Effect: 'Allow', Action: some.map((action) => `s3:${action}`), Resource }];
    return [...allow(onBucket, this.arn), ...allow(onObjects, `${this.arn}/*`)];
  }

  private keepPrivate(bucket: S3Bucket): void {
    const access = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      dependsOn: [access],
      policy: policy({
        Effect: 'Deny',
        Action: 's3:*',
        Principal: '*',
        Resource: [bucket.arn, `${bucket.arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    });
  }

  private keepVersions(bucket: S3Bucket, expireAfterDays: number): void {
    const versioning = new S3BucketVersioningA(this, 'versioning', { bucket: bucket.id, versioningConfiguration: { status: 'Enabled' } });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
      dependsOn: [versioning],
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: expireAfterDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSION_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
        },
      ],
    });
  }
}

/** Bucket names are global: the account makes ours unique. */
export const bucketName = (stack: PlumblineStack, name: string): string => `${stack.named(name)}-${stack.accountId}`;
