import type { LiveSystem } from '@plumbline/event-kit';
import { z } from 'zod';

const mailSchema = z.object({ subject: z.string(), to: z.array(z.string()), text: z.string().optional() });
const page = z.object({ mails: z.array(mailSchema) });

export type Mail = z.infer<typeof mailSchema>;

/** The mails that the local system sent to an address; `undefined` on AWS, where mails reach real mailboxes. */
export const mailsTo = async (at: LiveSystem, address: string): Promise<readonly Mail[] | undefined> => {
  const { endpoint } = at.client;
  if (endpoint === undefined) return undefined;
  const response = await fetch(`${endpoint}/_plumbline/mail?to=${encodeURIComponent(address)}`);
  return page.parse(await response.json()).mails;
};
