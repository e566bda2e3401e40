import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../aws-error.ts';

/** The content of an element: text, children by name (a list repeats the element), or nothing, which omits the element. */
export type XmlContent = string | number | boolean | undefined | { readonly [name: string]: XmlContent | readonly XmlContent[] };

/** Writes a response, with the namespace of its API on the root. */
export const xmlDocument = (root: string, content: XmlContent, namespace: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${inner(content)}</${root}>`;

/** Writes an error as S3 does, without a namespace. */
export const xmlError = (content: XmlContent): string => `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner(content)}</Error>`;

/** Reads the document in a request body: elements by name, every element in `lists` as a list, all text unchanged. */
export const parseXml = (body: Buffer, root: string, lists: readonly string[]): Readonly<Record<string, unknown>> => {
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    trimValues: false,
    removeNSPrefix: true,
    // No document type, and only XML's own entities; a thousand keys may contain any number of them.
    processEntities: { enabled: true, maxTotalExpansions: Number.MAX_SAFE_INTEGER, maxExpandedLength: Number.MAX_SAFE_INTEGER },
    htmlEntities: true,
    isArray: (name) => lists.includes(name),
  });
  let document: unknown;
  try {
    document = parser.parse(body.toString('utf8'), true);
  } catch {
    throw malformedXml();
  }
  const found = (document as Record<string, unknown>)[root];
  if (found === undefined) throw malformedXml();
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
};

/** S3's message; no other service reads XML. */
export const malformedXml = (): AwsError =>
  new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');

const inner = (content: XmlContent): string => {
  if (content === undefined) return '';
  if (typeof content !== 'object') return escapeXml(String(content));
  let text = '';
  for (const [name, value] of Object.entries(content)) {
    for (const item of (Array.isArray(value) ? value : [value]) as readonly XmlContent[]) {
      if (item !== undefined) text += `<${name}>${inner(item)}</${name}>`;
    }
  }
  return text;
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold them, and a line end would not survive a parser
const ESCAPED = /[&<>"\u0000-\u001f]/g;

const escapeXml = (text: string): string => text.replace(ESCAPED, (c) => ENTITIES[c] ?? `&#x${c.charCodeAt(0).toString(16)};`);
