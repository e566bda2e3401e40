import { readObject } from './get-object.ts';
import type { S3Operation } from './s3-context.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: S3Operation = (context, request) => readObject(context, request).answer;
