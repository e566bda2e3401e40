import { SESv2Client } from '@aws-sdk/client-sesv2';
import { type ClientConfig, type Stand, type StandProps, startStand } from '@plumbline/local-aws-kernel/testing';
import { type MailList, mailbox, type StoredMail } from '@plumbline/local-aws-mailbox';
import { type SesOptions, ses } from '../index.ts';

type Modules = { readonly ses: ReturnType<typeof ses>; readonly mailbox: typeof mailbox };

/** For tests: a stand with SES and the mailbox. `shop@example.com` and the domain `example.org` are verified. */
export interface SesStand extends Stand<Modules> {
  readonly client: SESv2Client;
  /** A client with the credentials of a role. */
  clientOf(roleArn: string): SESv2Client;
  /** The mails in the mailbox, the newest first. */
  mails(): Promise<readonly StoredMail[]>;
  warnings(): readonly string[];
}

export const startSesStand = async (options: SesOptions = {}, props: StandProps<Modules> = {}): Promise<SesStand> => {
  const stand = await startStand<Modules>({ ses: ses(options), mailbox }, props);
  stand.ses.declare.identity('shop@example.com');
  stand.ses.declare.identity('example.org');
  const client = new SESv2Client(stand.clientConfig);
  const clients: SESv2Client[] = [client];
  return {
    ...stand,
    client,
    clientOf(roleArn) {
      const credentials: ClientConfig['credentials'] = stand.iam.assumeRole(roleArn, 'mailer').credentials;
      const made = new SESv2Client({ ...stand.clientConfig, credentials });
      clients.push(made);
      return made;
    },
    async mails() {
      const answer = await fetch(`${stand.endpoint.url}/_plumbline/mail`);
      return ((await answer.json()) as MailList).mails;
    },
    warnings: () => stand.occurrences.flatMap((one) => (one.kind === 'warning' ? [one.message] : [])),
    async stop() {
      for (const one of clients) one.destroy();
      await stand.stop();
    },
  };
};
