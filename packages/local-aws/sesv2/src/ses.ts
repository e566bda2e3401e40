import { type AwsService, type Kernel, openSettings, type Ports } from '@plumbline/local-aws-kernel';
import type { ConfigurationSet } from './configuration-set.ts';
import type { EmailTemplate } from './email-template.ts';
import { openIdentities } from './identities.ts';
import { openSentCount } from './sent-count.ts';
import type { SesContext } from './ses-context.ts';
import { sesService } from './ses-service.ts';

export interface SesOptions {
  /**
   * Whether the account is in SES's sandbox: mail goes to verified addresses only, and 200 a day. @default false, because every mail stays on
   * this machine. Senders must be verified in either case.
   */
  readonly sandbox?: boolean;
}

/** The local SES. Identities that Terraform declares are verified. */
export interface Ses {
  readonly service: AwsService;
  /** Deploys a resource from Terraform. Throws AwsError when AWS would reject it. */
  readonly declare: {
    identity(name: string, configurationSetName?: string): void;
    template(template: Omit<EmailTemplate, 'createdMs'>): void;
    configurationSet(set: ConfigurationSet): void;
  };
}

export const openSes = (kernel: Kernel, ports: Pick<Ports, 'mail'>, { sandbox = false }: SesOptions = {}): Ses => {
  const { account, clock, store } = kernel;
  const context: SesContext = {
    ...kernel,
    ports,
    sandbox,
    identities: openIdentities(store, clock, account),
    templates: openSettings<EmailTemplate>(store, 'ses.template'),
    configurationSets: openSettings<ConfigurationSet>(store, 'ses.configuration-set'),
    sent: openSentCount(store),
  };
  return {
    service: sesService(context),
    declare: {
      identity(name, configurationSetName) {
        const identity = context.identities.identity(name, { verified: true, configurationSetName, tags: [] });
        context.identities.settings.declare(identity.name, identity);
      },
      template: (template) => context.templates.declare(template.name, { ...template, createdMs: clock.now() }),
      configurationSet: (set) => context.configurationSets.declare(set.name, set),
    },
  };
};
