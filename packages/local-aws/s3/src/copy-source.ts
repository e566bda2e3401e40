import { findVersion, objectArn } from './access.ts';
import { checkRead } from './conditions.ts';
import type { ObjectVersion } from './object-table.ts';
import type { S3Context, S3Request } from './s3-context.ts';
import { invalidArgument, preconditionFailed } from './s3-errors.ts';

/** The version that `x-amz-copy-source` names, after a check that the caller may read it and its conditions hold. */
export const readCopySource = (context: S3Context, request: S3Request): ObjectVersion => {
  const { bucketName, key, versionId } = parseCopySource(request.headers['x-amz-copy-source'] ?? '');
  const bucket = context.buckets.get(bucketName);
  request.authorize({
    action: versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
    resource: objectArn(context, bucketName, key),
  });
  const version = findVersion(context, request, bucket, key, versionId);
  if (!checkRead(request.headers, version, 'x-amz-copy-source-')) throw preconditionFailed('x-amz-copy-source-If-None-Match');
  return version;
};

/** `[/]bucket/key[?versionId=...]`, percent-encoded. */
const parseCopySource = (header: string) => {
  const [path = '', query = ''] = header.split(/\?(?=versionId=)/);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, '');
  } catch {
    decoded = '';
  }
  const slash = decoded.indexOf('/');
  if (slash <= 0 || slash === decoded.length - 1) {
    throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey', 'x-amz-copy-source', header);
  }
  return {
    bucketName: decoded.slice(0, slash),
    key: decoded.slice(slash + 1),
    versionId: new URLSearchParams(query).get('versionId') ?? undefined,
  };
};
