import { AwsError, malformedXml, parseXml, type XmlContent } from '@plumbline/local-aws-kernel';
import { deleteActions, objectArn } from './access.ts';
import { deleteVersion } from './delete-version.ts';
import { readPayload } from './payload.ts';
import type { S3Context, S3Operation, S3Request } from './s3-context.ts';
import { inS3Words } from './s3-errors.ts';
import { xmlAnswer } from './xml-answer.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const KEYS_MAX = 1_000;

/** Each key has its own result: a key that may not be deleted does not affect the others. */
export const deleteObjects: S3Operation = (context, request) => {
  const bucket = context.buckets.get(request.bucketName);
  const document = parseXml(readPayload(request).body, 'Delete', ['Object']);
  const objects = (document['Object'] ?? []) as readonly ObjectToDelete[];
  if (objects.length === 0 || objects.length > KEYS_MAX) throw malformedXml();
  const deleted: XmlContent[] = [];
  const errors: XmlContent[] = [];
  for (const { Key: key, VersionId, ETag: etag, LastModifiedTime: time, Size: size } of objects) {
    if (key === undefined || key === '') throw malformedXml();
    const versionId = VersionId === '' ? undefined : VersionId;
    try {
      authorize(context, request, key, deleteActions(versionId, etag));
      const deletion = deleteVersion(context, bucket, key, versionId, { etag, time, size }, request);
      deleted.push({
        Key: key,
        VersionId: versionId,
        DeleteMarker: deletion.deleteMarker || undefined,
        DeleteMarkerVersionId: deletion.deleteMarker ? deletion.versionId : undefined,
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, message } = inS3Words(error);
      errors.push({ Key: key, VersionId: versionId, Code: code, Message: message });
    }
  }
  const quiet = document['Quiet'] === 'true';
  return xmlAnswer('DeleteResult', { Deleted: quiet ? [] : deleted, Error: errors });
};

interface ObjectToDelete {
  readonly Key?: string;
  readonly VersionId?: string;
  readonly ETag?: string;
  readonly LastModifiedTime?: string;
  readonly Size?: string;
}

const authorize = (context: S3Context, request: S3Request, key: string, actions: readonly string[]): void => {
  for (const action of actions) request.authorize({ action, resource: objectArn(context, request.bucketName, key) });
};
