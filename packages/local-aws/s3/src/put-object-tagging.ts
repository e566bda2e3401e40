import { parseXml } from '@plumbline/local-aws-kernel';
import { bucketForObject, versionFor } from './access.ts';
import { emitTagged } from './object-events.ts';
import { checkTags, versionHeader } from './object-headers.ts';
import { readPayload } from './payload.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging: S3Operation = (context, request) => {
  const action = request.query.has('versionId') ? 's3:PutObjectVersionTagging' : 's3:PutObjectTagging';
  const bucket = bucketForObject(context, request, action);
  const version = versionFor(context, request, bucket);
  const document = parseXml(readPayload(request).body, 'Tagging', ['Tag']);
  const set = document['TagSet'] as { readonly Tag?: readonly { readonly Key?: string; readonly Value?: string }[] } | undefined;
  const tags = checkTags((set?.Tag ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  context.store.write(() => {
    context.objects.setMetadata(version.id, { ...version.metadata, tags });
    emitTagged(context, bucket, version, true, request);
  });
  return { status: 200, headers: { 'content-length': '0', ...versionHeader(version) } };
};
