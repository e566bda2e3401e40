import { badRequest } from './errors.ts';

/** A mail address with its parts. */
export interface Address {
  /** As it was given, with a display name if it has one. */
  readonly text: string;
  readonly displayName: string;
  /** `local@domain` */
  readonly address: string;
  readonly domain: string;
}

const ADDRESS_CHARS_MAX = 320;

/**
 * Reads one address, with or without a display name. SES checks addresses with JavaMail, whose messages these are.
 *
 * @throws AwsError BadRequestException
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
 */
export const readAddress = (text: string): Address => {
  const named = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<>"]*))\s*<([^<>]*)>\s*$/.exec(text);
  if (named === null && /[<>]/.test(text)) throw badRequest('Illegal address');
  const address = (named?.[3] ?? text).trim();
  const displayName = (named?.[1] ?? named?.[2] ?? '').trim();
  const at = address.lastIndexOf('@');
  const problem = problemOf(address, at);
  if (problem !== undefined) throw badRequest(problem);
  return { text, displayName, address, domain: address.slice(at + 1).toLowerCase() };
};

const problemOf = (address: string, at: number): string | undefined => {
  if (address === '') return 'Illegal address';
  if (at === -1) return "Missing final '@domain'";
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (local === '') return 'Missing local name';
  if (domain === '') return 'Missing domain';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression rejects control characters
  if (/[\s\u0000-\u001f\u007f]/.test(local)) return 'Local address contains control or whitespace';
  if (/[(),:;<>@[\]\\]/.test(local) && !/^".*"$/.test(local)) return 'Local address contains illegal character';
  if (/[^\u0021-\u007e]/.test(local)) return 'Local address contains non-ASCII characters';
  if (local.startsWith('.')) return 'Local address starts with dot';
  if (local.endsWith('.')) return 'Local address ends with dot';
  if (local.includes('..')) return 'Local address contains dot-dot';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression rejects control characters
  if (/[\s\u0000-\u001f\u007f]/.test(domain)) return 'Domain contains control or whitespace';
  if (domain.startsWith('.')) return 'Domain starts with dot';
  if (domain.endsWith('.')) return 'Domain ends with dot';
  if (domain.includes('..')) return 'Domain contains dot-dot';
  if (!/^[\p{L}\p{N}.-]+$/u.test(domain)) return 'Domain contains illegal character';
  return address.length > ADDRESS_CHARS_MAX ? `Address length is more than ${ADDRESS_CHARS_MAX} characters` : undefined;
};
