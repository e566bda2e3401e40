import { EventPatternError } from '../errors.ts';

/** The position at which AWS's parser reported the error. */
export interface Location {
  readonly line: number;
  readonly column: number;
}

/** Jackson quotes at most this many characters of the source (`ErrorReportConfiguration.DEFAULT_MAX_RAW_CONTENT_LENGTH`). */
const QUOTED_CHARACTERS_MAX = 500;

/**
 * EventBridge's error for an invalid pattern. Grammar errors end with Jackson's description of the position;
 * errors of an address range and of complexity have no position.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
 */
export const patternError = (message: string, at?: Location & { readonly source: string }): EventPatternError =>
  new EventPatternError(
    `Event pattern is not valid. Reason: ${message}${at === undefined ? '' : `\n at ${describeLocation(at.source, at)}`}`,
  );

/** Jackson's `JsonLocation.toString()`. */
export const describeLocation = (source: string, { line, column }: Location): string => {
  const rest = source.length - QUOTED_CHARACTERS_MAX;
  const quoted = escapeControls(source.slice(0, QUOTED_CHARACTERS_MAX));
  return `[Source: (String)"${quoted}"${rest > 0 ? `[truncated ${rest} chars]` : ''}; line: ${line}, column: ${column}]`;
};

/** Writes control characters other than line breaks as codes, so that a message can be logged. */
const escapeControls = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression matches control characters
    /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
