import type { MailSender as MailSenderManifest } from '@plumbline/event-kit';
import { Construct, Sesv2ConfigurationSet, Sesv2EmailIdentity } from '../terraform.ts';
import type { Grantable } from './grantable.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import type { Statement } from './policy.ts';

/** An address from which SES sends mail. Its owner confirms it by the link in a mail from AWS. */
export class MailSender extends Construct implements Grantable {
  readonly address: string;
  /** The identity's ARN, and that of its configuration set: a sender needs both. */
  private readonly arns: readonly string[];

  constructor(scope: Construct, id: string, { name, address }: MailSenderManifest) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    const configuration = new Sesv2ConfigurationSet(this, 'configuration', {
      configurationSetName: stack.named(name),
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      // SES stops sending to addresses that bounced or complained.
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    const identity = new Sesv2EmailIdentity(this, 'identity', {
      emailIdentity: address,
      configurationSetName: configuration.configurationSetName,
    });
    this.address = address;
    this.arns = [identity.arn, configuration.arn];
  }
  get value(): string {
    return this.address;
  }

  allowing(actions: readonly string[]): readonly Statement[] {
    const Condition = { StringEquals: { 'ses:FromAddress': this.address } };
    return [{ Effect: 'Allow', Action: actions.map((action) => `ses:${action}`), Resource: this.arns, Condition }];
  }
}
