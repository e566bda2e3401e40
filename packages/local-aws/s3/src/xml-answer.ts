import type { AwsResponse } from '@plumbline/local-aws-kernel';
import { type XmlContent, xmlDocument } from '@plumbline/local-aws-kernel';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A successful response with a document. */
export const xmlAnswer = (root: string, content: XmlContent, headers: Readonly<Record<string, string>> = {}): AwsResponse => {
  const body = Buffer.from(xmlDocument(root, content, NAMESPACE));
  return { status: 200, headers: { 'content-type': 'application/xml', 'content-length': String(body.length), ...headers }, body };
};
