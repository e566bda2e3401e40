import type { Kernel, Ports, Settings } from '@plumbline/local-aws-kernel';
import type { ConfigurationSet } from './configuration-set.ts';
import type { EmailTemplate } from './email-template.ts';
import type { Identities } from './identities.ts';
import type { SentCount } from './sent-count.ts';

/** The context of all operations. */
export interface SesContext extends Pick<Kernel, 'account' | 'clock' | 'store' | 'observe' | 'endpointUrl'> {
  readonly ports: Pick<Ports, 'mail'>;
  readonly sandbox: boolean;
  readonly identities: Identities;
  readonly templates: Settings<EmailTemplate>;
  readonly configurationSets: Settings<ConfigurationSet>;
  readonly sent: SentCount;
}
