import { evaluate } from '@plumbline/iam-policy';
import { isUnresolved, type Resource } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { documents, type PlacedPolicy } from '../placed-policy.ts';
import { resourcePolicies } from '../policies.ts';
import { STRANGER } from '../strangers.ts';

/** Buckets are private and encrypted, and accept only TLS. */
export const bucketsAreClosed: Check = function* (proof) {
  for (const bucket of proof.all('aws_s3_bucket')) yield* bucketProblems(proof, bucket);
};

const BLOCKS = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'] as const;

function* bucketProblems(proof: Proof, bucket: Resource): Iterable<Draft> {
  const about = { at: bucket, subject: `bucket ${String(bucket.values.bucket ?? bucket.address)}` };
  const beside = (type: string): Resource | undefined => proof.one(type, 'bucket', bucket.values.id ?? null);
  const [account] = proof.all('aws_s3_account_public_access_block');
  const own = beside('aws_s3_bucket_public_access_block');
  const isSet = (value: unknown): boolean => value === true || isUnresolved(value);
  const open = BLOCKS.filter((name) => !isSet(own?.values[name]) && !isSet(account?.values[name]));
  if (open.length > 0 && !proof.mayHide('aws_s3_bucket_public_access_block', 'bucket')) {
    yield {
      ...about,
      code: 'PUBLIC_ACCESS',
      why: `Its public access block lacks ${open.join(', ')}: one wrong policy would make the bucket public.`,
      fix: 'Add an aws_s3_bucket_public_access_block with all four settings true.',
    };
  }
  if (
    !proof.mayHide('aws_s3_bucket_server_side_encryption_configuration', 'bucket') &&
    beside('aws_s3_bucket_server_side_encryption_configuration') === undefined &&
    bucket.values.server_side_encryption_configuration === undefined
  ) {
    yield {
      ...about,
      code: 'NOT_ENCRYPTED',
      why: 'It does not declare the encryption of its objects; the default may change.',
      fix: 'Add an aws_s3_bucket_server_side_encryption_configuration.',
    };
  }
  const policies = resourcePolicies(proof, bucket, { type: 'aws_s3_bucket_policy', by: 'bucket', value: bucket.values.id ?? null });
  const plain = policies === undefined ? [] : takenWithoutTls(policies, String(bucket.values.arn));
  if (plain.length > 0) {
    yield {
      ...about,
      code: 'TLS_NOT_REQUIRED',
      why: `Its policy does not deny ${plain.join(', ')} without TLS.`,
      fix: 'Deny s3:* to every principal when aws:SecureTransport is false, on the bucket and its objects.',
    };
  }
}

/** The actions that the policies do not deny without TLS, https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit */
const takenWithoutTls = (policies: readonly PlacedPolicy[], arn: string): readonly string[] => {
  const conditionKeys = { ...STRANGER, 'aws:SecureTransport': 'false' };
  const requests = [
    { action: 's3:GetObject', resource: `${arn}/any` },
    { action: 's3:PutObject', resource: `${arn}/any` },
    { action: 's3:ListBucket', resource: arn },
  ];
  const anybody = { type: 'AWS', id: STRANGER['aws:PrincipalArn'] ?? '' } as const;
  return requests
    .filter((request) => evaluate(documents(policies), { ...request, conditionKeys }, anybody) !== 'explicitDeny')
    .map(({ action }) => action);
};
