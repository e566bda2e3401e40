import { EventPatternError, validatePattern } from '@plumbline/eventbridge';
import { invalidParameter } from './sns-errors.ts';

/** Reads an attribute that holds a JSON object. Throws InvalidParameter with the position at which AWS's parser fails. */
export const readJsonObject = (attribute: string, text: string): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidParameter(`${attribute}: failed to parse JSON. ${whereItFails(text)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidParameter(`${attribute}: failed to parse JSON. It must be an object`);
  return value as Record<string, unknown>;
};

const REDACTED = 'REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';
const PLACE = /\n at \[Source: \(String\)"[\s\S]*"; line: (\d+), column: (\d+)\]$/;

/**
 * The parser of event patterns is AWS's parser of JSON, too. Recorded on AWS, 2025-10: the source is not shown, and the position of an
 * unexpected character is the character's own.
 */
const whereItFails = (text: string): string => {
  try {
    validatePattern(text);
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    const reason = withoutPrefix(error);
    return reason.replace(PLACE, (_whole, line: string, column: string) => {
      const at = Number(column) - (reason.startsWith('Unexpected character') ? 1 : 0);
      return `\n at [Source: ${REDACTED}; line: ${line}, column: ${at}]`;
    });
  }
  return 'There is text after the end of the object';
};

/** An error of the rule engine, in the form of services other than EventBridge. */
export const withoutPrefix = ({ message }: EventPatternError): string => message.replace('Event pattern is not valid. Reason: ', '');
