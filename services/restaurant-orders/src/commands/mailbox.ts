import type { LiveSystem } from '@plumbline/event-kit';
import { z } from 'zod';

const mailSchema = z.object({
  subject: z.string(),
  to: z.array(z.string()),
  text: z.string().optional(),
  links: z.array(z.object({ action: z.string(), url: z.string() })).optional(),
});
const page = z.object({ mails: z.array(mailSchema) });

export type Mail = z.infer<typeof mailSchema>;

/** The mails that the local system sent to an address; `undefined` on AWS, where mails reach real mailboxes. */
export const mailsTo = async (at: LiveSystem, address: string): Promise<readonly Mail[] | undefined> =>
  mailsWhere(at, `to=${encodeURIComponent(address)}`);

const mailsWhere = async ({ client: { endpoint } }: LiveSystem, query: string): Promise<readonly Mail[] | undefined> => {
  if (endpoint === undefined) return undefined;
  const response = await fetch(`${endpoint}/_plumbline/mail?${query}`);
  return page.parse(await response.json()).mails;
};

/** Confirms the kitchens' subscriptions by the links in their mails, as the staff would. On AWS, the staff does so. */
export const confirmKitchens = async (at: LiveSystem): Promise<void> => {
  const mails = (await mailsWhere(at, 'subject=Subscription%20Confirmation')) ?? [];
  const links = mails.flatMap(({ links = [] }) => links.filter(({ action }) => action === 'confirm'));
  for (const { url } of links) await fetch(url);
};
