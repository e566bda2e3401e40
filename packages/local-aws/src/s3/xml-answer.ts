import type { AwsResponse } from '../endpoint/aws-service.ts';
import { type XmlContent, xmlDocument } from './xml.ts';

/** A successful answer with a document. */
export const xmlAnswer = (root: string, content: XmlContent, headers: Readonly<Record<string, string>> = {}): AwsResponse => {
  const body = Buffer.from(xmlDocument(root, content));
  return { status: 200, headers: { 'content-type': 'application/xml', 'content-length': String(body.length), ...headers }, body };
};
