import type { AwsService, Kernel, Offers } from '@plumbline/local-aws-kernel';
import { openMailTable } from './mail-table.ts';
import { mailboxService } from './mailbox-service.ts';

/** Keeps the mails of all services, and shows them over HTTP. */
export interface Mailbox {
  readonly service: AwsService;
  readonly offers: Offers;
}

export const openMailbox = ({ store, clock, observe }: Kernel): Mailbox => {
  const table = openMailTable(store);
  return {
    service: mailboxService(table),
    offers: {
      mail: {
        deliver(mail) {
          const { service, messageId, to, cc = [], bcc = [], subject } = mail;
          store.write(() => {
            table.insert(mail, clock.now());
            store.afterCommit(() => observe({ kind: 'mail', service, messageId, to: [...to, ...cc, ...bcc], subject }));
          });
        },
      },
    },
  };
};
