import type { S3Request } from './s3-context.ts';

/** The level of a request: the service, a bucket, or an object. */
type Scope = 'service' | 'bucket' | 'object';

/**
 * AWS's name for the operation of a request. An unknown sub-resource gets a name too, so that it is refused
 * and never treated as the object itself.
 */
export const operationName = (request: Pick<S3Request, 'method' | 'query' | 'headers' | 'bucketName' | 'key'>): string => {
  const scope: Scope = request.bucketName === '' ? 'service' : request.key === '' ? 'bucket' : 'object';
  const { method, query, headers } = request;
  const subresource = SUBRESOURCES[scope].find((name) => query.has(name)) ?? unknownSubresource(query);
  if (subresource !== undefined) {
    const copied = method === 'PUT' && subresource === 'uploadId' && headers['x-amz-copy-source'] !== undefined;
    return copied ? 'UploadPartCopy' : (NAMES[scope][`${method} ${subresource}`] ?? `${method} ?${subresource}`);
  }
  if (scope === 'bucket' && method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2';
  if (scope === 'object' && method === 'PUT') {
    // Without an upload id, the request still does not address an object.
    if (query.has('partNumber')) return 'UploadPart';
    if (headers['x-amz-copy-source'] !== undefined) return 'CopyObject';
    if (headers['x-amz-write-offset-bytes'] !== undefined) return 'PutObject (append)';
  }
  return NAMES[scope][method] ?? `${method} ${scope}`;
};

/** The sub-resources that select an operation; `partNumber` and `versionId` only refine it. */
const SUBRESOURCES: Readonly<Record<Scope, readonly string[]>> = {
  service: [],
  bucket: [
    'accelerate',
    'acl',
    'abac',
    'analytics',
    'cors',
    'delete',
    'encryption',
    'intelligent-tiering',
    'inventory',
    'lifecycle',
    'location',
    'logging',
    'metadataConfiguration',
    'metadataTable',
    'metrics',
    'notification',
    'object-lock',
    'ownershipControls',
    'policy',
    'policyStatus',
    'publicAccessBlock',
    'replication',
    'requestPayment',
    'session',
    'tagging',
    'uploads',
    'versioning',
    'versions',
    'website',
  ],
  object: [
    'acl',
    'append',
    'attributes',
    'encryption',
    'legal-hold',
    'renameObject',
    'restore',
    'retention',
    'select',
    'tagging',
    'torrent',
    'uploadId',
    'uploads',
  ],
};

const NAMES: Readonly<Record<Scope, Readonly<Record<string, string>>>> = {
  service: { GET: 'ListBuckets' },
  bucket: {
    GET: 'ListObjects',
    HEAD: 'HeadBucket',
    PUT: 'CreateBucket',
    DELETE: 'DeleteBucket',
    POST: 'POST Object (form upload)',
    'GET location': 'GetBucketLocation',
    'GET notification': 'GetBucketNotificationConfiguration',
    'GET uploads': 'ListMultipartUploads',
    'GET versioning': 'GetBucketVersioning',
    'GET versions': 'ListObjectVersions',
    'POST delete': 'DeleteObjects',
    ...configuration('acl', 'Acl'),
    ...configuration('cors', 'Cors'),
    ...configuration('encryption', 'Encryption'),
    ...configuration('lifecycle', 'Lifecycle', 'LifecycleConfiguration'),
    ...configuration('policy', 'Policy'),
    ...configuration('tagging', 'Tagging'),
    ...configuration('website', 'Website'),
    'PUT notification': 'PutBucketNotificationConfiguration',
    'PUT versioning': 'PutBucketVersioning',
    'GET publicAccessBlock': 'GetPublicAccessBlock',
    'PUT publicAccessBlock': 'PutPublicAccessBlock',
  },
  object: {
    GET: 'GetObject',
    HEAD: 'HeadObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
    'GET acl': 'GetObjectAcl',
    'PUT acl': 'PutObjectAcl',
    'GET attributes': 'GetObjectAttributes',
    'GET legal-hold': 'GetObjectLegalHold',
    'PUT legal-hold': 'PutObjectLegalHold',
    'POST restore': 'RestoreObject',
    'GET retention': 'GetObjectRetention',
    'PUT retention': 'PutObjectRetention',
    'POST select': 'SelectObjectContent',
    'GET tagging': 'GetObjectTagging',
    'PUT tagging': 'PutObjectTagging',
    'DELETE tagging': 'DeleteObjectTagging',
    'GET torrent': 'GetObjectTorrent',
    'POST uploads': 'CreateMultipartUpload',
    'GET uploadId': 'ListParts',
    'PUT uploadId': 'UploadPart',
    'POST uploadId': 'CompleteMultipartUpload',
    'DELETE uploadId': 'AbortMultipartUpload',
  },
};

function configuration(subresource: string, name: string, longName = name): Readonly<Record<string, string>> {
  return {
    [`GET ${subresource}`]: `GetBucket${longName}`,
    [`PUT ${subresource}`]: `PutBucket${longName}`,
    [`DELETE ${subresource}`]: `DeleteBucket${name}`,
  };
}

/** A sub-resource is a parameter without a value. `X-Amz-*` is a presigned signature. */
const unknownSubresource = (query: URLSearchParams): string | undefined => {
  for (const [name, value] of query) if (value === '' && !VALUES.has(name) && !/^x-amz-/i.test(name)) return name;
  return undefined;
};

/** Parameters that have a value, which may be empty. */
const VALUES = new Set([
  'continuation-token',
  'delimiter',
  'encoding-type',
  'fetch-owner',
  'key-marker',
  'list-type',
  'marker',
  'max-keys',
  'max-parts',
  'max-uploads',
  'part-number-marker',
  'partNumber',
  'prefix',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'start-after',
  'upload-id-marker',
  'version-id-marker',
  'versionId',
  'x-id',
]);
