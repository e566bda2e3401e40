import { AwsError } from '@plumbline/local-aws-kernel';
import type { StoredMail } from './stored-mail.ts';

/** The filters of a list. */
export interface MailQuery {
  readonly sinceMs: number;
  readonly max: number;
  readonly matches: (mail: StoredMail) => boolean;
}

const FILTERS = ['to', 'subject', 'since', 'max'];
const MAX_DEFAULT = 100;

/**
 * Reads the filters of a request: `to` is an address, `subject` a part of the subject, `since` a time in ISO 8601, `max` a number.
 *
 * @throws AwsError for an unknown filter or a wrong value
 */
export const readMailQuery = (query: URLSearchParams): MailQuery => {
  const unknown = [...query.keys()].find((name) => !FILTERS.includes(name));
  if (unknown !== undefined) throw wrong(`The filter ${unknown} does not exist. The filters are ${FILTERS.join(', ')}.`);
  const to = query.get('to')?.toLowerCase();
  const subject = query.get('subject')?.toLowerCase();
  const since = query.get('since');
  const sinceMs = since === null ? 0 : Date.parse(since);
  if (Number.isNaN(sinceMs)) throw wrong(`since is a time such as 2026-01-31T08:00:00Z, not ${since}.`);
  const max = Number(query.get('max') ?? MAX_DEFAULT);
  if (!Number.isSafeInteger(max) || max < 1) throw wrong(`max is a whole number from 1, not ${query.get('max')}.`);
  return {
    sinceMs,
    max,
    matches: (mail) =>
      (to === undefined || receivers(mail).some((address) => address === to)) &&
      (subject === undefined || mail.subject.toLowerCase().includes(subject)),
  };
};

/** The bare addresses of all receivers, in lower case. */
const receivers = ({ to, cc = [], bcc = [] }: StoredMail): readonly string[] =>
  [...to, ...cc, ...bcc].map((address) => (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase());

const wrong = (message: string): AwsError => new AwsError('BadRequest', message);
