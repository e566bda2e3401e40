import type { MailList, StoredMail } from '@plumbline/local-aws';
import { drawMail, drawMailRow } from './draw-mail.ts';

type Say = (line: string) => void;

/** The filters of the mailbox. */
export interface MailFlags {
  /** An address among the receivers. */
  readonly to?: string;
  /** A part of the subject. */
  readonly subject?: string;
  /** ISO 8601. */
  readonly since?: string;
  readonly max?: number;
  readonly json: boolean;
}

/** Lists the mails that the local system sent, the newest first. */
export const listMail = async (url: string, { json, ...filters }: MailFlags, say: Say): Promise<void> => {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) given.set(name, String(value));
  const { mails } = await get<MailList>(url, `?${given}`);
  if (json) return say(JSON.stringify(mails, null, 2));
  for (const mail of mails) say(drawMailRow(mail));
  if (mails.length === 0) say(`no mail${given.size === 0 ? '' : ' matches'} at ${url}`);
};

/** Shows one mail with its text and its links. */
export const showMail = async (url: string, id: string, { json }: Pick<MailFlags, 'json'>, say: Say): Promise<void> => {
  if (!/^\d+$/.test(id)) throw new Error(`A mail has a number, such as 12, not ${id}. "plumb mail list" shows the numbers.`);
  const mail = await get<StoredMail>(url, `/${id}`);
  say(json ? JSON.stringify(mail, null, 2) : drawMail(mail));
};

const get = async <T>(url: string, path: string): Promise<T> => {
  const response = await fetch(`${url}/_plumbline/mail${path}`).catch((cause: Error) => {
    throw new Error(`Nothing answers at ${url}. Start the local system with "npm start".`, { cause });
  });
  const answer = (await response.json()) as T & { readonly message?: string };
  if (!response.ok) throw new Error(answer.message ?? `${url} answered ${response.status}.`);
  return answer;
};
