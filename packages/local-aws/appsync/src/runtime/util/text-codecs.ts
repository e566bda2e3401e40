/** The encodings of `util`: https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html */

/** As `application/x-www-form-urlencoded`. */
export const urlEncode = (value: string): string =>
  encodeURIComponent(value)
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

export const urlDecode = (value: string): string => decodeURIComponent(value.replaceAll('+', ' '));

export const base64Encode = (value: string): string => Buffer.from(value).toString('base64');

export const base64Decode = (value: string): string => Buffer.from(value, 'base64').toString('utf8');

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Other characters than those of ASCII become `\uXXXX`. */
export const escapeJavaScript = (value: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among those to escape
  value.replace(/["'\\/\u0000-\u001f]|[^\u0000-\u007e]/g, (one) => {
    return ESCAPES[one] ?? `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
