import type { AwsResponse } from '@plumbline/local-aws-kernel';
import { bucketForObject, versionFor } from './access.ts';
import { type ByteRange, readRange } from './byte-range.ts';
import { checkRead } from './conditions.ts';
import { objectHeaders } from './object-headers.ts';
import type { ObjectVersion } from './object-table.ts';
import type { S3Context, S3Operation, S3Request } from './s3-context.ts';
import { invalidArgument } from './s3-errors.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: S3Operation = (context, request) => {
  const { answer, version, range } = readObject(context, request);
  if (answer.status === 304) return answer;
  return { ...answer, body: context.objects.read(version, range.start, range.end) };
};

/** The common response of GET and HEAD: everything but the bytes. */
export const readObject = (
  context: S3Context,
  request: S3Request,
): { readonly answer: AwsResponse; readonly version: ObjectVersion; readonly range: ByteRange } => {
  const { headers, query } = request;
  const bucket = bucketForObject(context, request, query.has('versionId') ? 's3:GetObjectVersion' : 's3:GetObject');
  const version = versionFor(context, request, bucket);
  const whole = { start: 0, end: version.size };
  if (!checkRead(headers, version)) return { answer: { status: 304, headers: objectHeaders(version, false) }, version, range: whole };
  const part = partRange(version, query.get('partNumber'));
  const range = part ?? readRange(rangeHeader(headers, version), version.size);
  const answered = range ?? whole;
  return {
    answer: {
      status: range === undefined ? 200 : 206,
      headers: {
        // The checksum of a whole object does not apply to a part of it.
        ...objectHeaders(version, range === undefined && headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED'),
        'content-length': String(answered.end - answered.start),
        ...(range === undefined ? {} : { 'content-range': `bytes ${range.start}-${range.end - 1}/${version.size}` }),
        ...(part !== undefined && version.metadata.multipart ? { 'x-amz-mp-parts-count': String(version.parts.length) } : {}),
        ...overrides(query),
      },
    },
    version,
    range: answered,
  };
};

/** `If-Range` with another ETag requests the whole object. */
const rangeHeader = (headers: Readonly<Record<string, string>>, version: ObjectVersion): string | undefined => {
  const ifRange = headers['if-range'];
  return ifRange?.startsWith('"') && ifRange !== `"${version.etag}"` ? undefined : headers['range'];
};

const partRange = (version: ObjectVersion, partNumber: string | null): ByteRange | undefined => {
  if (partNumber === null) return undefined;
  const wanted = Number(partNumber);
  const part = version.parts[wanted - 1];
  if (part === undefined) throw invalidArgument('The requested partnumber is not satisfiable', 'partNumber', partNumber);
  const start = version.parts.slice(0, wanted - 1).reduce((sum, [, bytes]) => sum + bytes, 0);
  return { start, end: start + part[1] };
};

const OVERRIDES = ['content-type', 'content-language', 'expires', 'cache-control', 'content-disposition', 'content-encoding'];

const overrides = (query: URLSearchParams): Record<string, string> => {
  const overridden: Record<string, string> = {};
  for (const name of OVERRIDES) {
    const value = query.get(`response-${name}`);
    if (value === null) continue;
    if (!HEADER_VALUE.test(value)) {
      throw invalidArgument('Header value cannot be represented using ISO-8859-1.', `response-${name}`, value);
    }
    overridden[name] = value;
  }
  return overridden;
};

/** Text of ISO-8859-1 without control characters but tabs: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
