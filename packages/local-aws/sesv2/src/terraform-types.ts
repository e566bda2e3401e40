import { naming, type TerraformTypes } from '@plumbline/local-aws-kernel';
import type { Ses } from './ses.ts';

const NOTHING_LEAVES = 'no mail leaves this machine';
const DECLARED = 'identities that Terraform declares are verified';

/** Identities, templates and configuration sets. */
export const SES_TYPES: TerraformTypes<Ses> = {
  aws_sesv2_configuration_set: {
    honours: ['configuration_set_name', 'sending_options.sending_enabled'],
    harmless: {
      delivery_options: NOTHING_LEAVES,
      reputation_options: NOTHING_LEAVES,
      suppression_options: 'no mail bounces',
      tracking_options: 'opens and clicks are not tracked',
      vdm_options: 'there are no metrics',
    },
    deploy: (ses, { resource, values }) =>
      naming(resource, () =>
        ses.declare.configurationSet({
          name: values.text('configuration_set_name'),
          sendingEnabled: values.block('sending_options')?.flag('sending_enabled', true) ?? true,
        }),
      ),
  },
  aws_ses_configuration_set: {
    honours: ['name', 'sending_enabled'],
    harmless: {
      delivery_options: NOTHING_LEAVES,
      reputation_metrics_enabled: 'there are no metrics',
      tracking_options: 'opens and clicks are not tracked',
    },
    deploy: (ses, { resource, values }) =>
      naming(resource, () =>
        ses.declare.configurationSet({ name: values.text('name'), sendingEnabled: values.flag('sending_enabled', true) }),
      ),
  },
  aws_sesv2_email_identity: {
    honours: ['email_identity', 'configuration_set_name'],
    harmless: { dkim_signing_attributes: 'mails are not signed' },
    deploy: (ses, { resource, values }) =>
      naming(resource, () => ses.declare.identity(values.text('email_identity'), values.optionalText('configuration_set_name'))),
  },
  aws_ses_email_identity: {
    honours: ['email'],
    deploy: (ses, { resource, values }) => naming(resource, () => ses.declare.identity(values.text('email'))),
  },
  aws_ses_domain_identity: {
    honours: ['domain'],
    deploy: (ses, { resource, values }) => naming(resource, () => ses.declare.identity(values.text('domain'))),
  },
  aws_ses_template: {
    honours: ['name', 'subject', 'text', 'html'],
    deploy: (ses, { resource, values }) =>
      naming(resource, () =>
        ses.declare.template({
          name: values.text('name'),
          subject: values.optionalText('subject') ?? '',
          text: values.optionalText('text'),
          html: values.optionalText('html'),
        }),
      ),
  },
  aws_ses_domain_dkim: { noEffect: 'mails are not signed' },
  aws_ses_domain_identity_verification: { noEffect: DECLARED },
  aws_ses_domain_mail_from: { noEffect: NOTHING_LEAVES },
  aws_sesv2_email_identity_feedback_attributes: { noEffect: 'no mail bounces' },
  aws_sesv2_email_identity_mail_from_attributes: { noEffect: NOTHING_LEAVES },
};
