import { type AwsService, type Route, restError, restService } from '@plumbline/local-aws-kernel';
import { createConfigurationSet } from './operations/create-configuration-set.ts';
import { createEmailIdentity, VERIFY_PATH } from './operations/create-email-identity.ts';
import { createEmailTemplate } from './operations/create-email-template.ts';
import { deleteConfigurationSet } from './operations/delete-configuration-set.ts';
import { deleteEmailIdentity } from './operations/delete-email-identity.ts';
import { deleteEmailTemplate } from './operations/delete-email-template.ts';
import { getAccount } from './operations/get-account.ts';
import { getConfigurationSet } from './operations/get-configuration-set.ts';
import { getEmailIdentity } from './operations/get-email-identity.ts';
import { getEmailTemplate } from './operations/get-email-template.ts';
import { listConfigurationSets } from './operations/list-configuration-sets.ts';
import { listEmailIdentities } from './operations/list-email-identities.ts';
import { listEmailTemplates } from './operations/list-email-templates.ts';
import { sendBulkEmail } from './operations/send-bulk-email.ts';
import { sendEmail } from './operations/send-email.ts';
import { testRenderEmailTemplate } from './operations/test-render-email-template.ts';
import { updateEmailTemplate } from './operations/update-email-template.ts';
import { verifyEmailIdentity } from './operations/verify-email-identity.ts';
import type { SesContext } from './ses-context.ts';

/** The REST API of SES, version 2, and the link of verification mails. */
export const sesService = (context: SesContext): AwsService => {
  const routes: readonly Route[] = [
    sendEmail(context),
    sendBulkEmail(context),
    createEmailTemplate(context),
    listEmailTemplates(context),
    testRenderEmailTemplate(context),
    getEmailTemplate(context),
    updateEmailTemplate(context),
    deleteEmailTemplate(context),
    createEmailIdentity(context),
    listEmailIdentities(context, 'GET'),
    listEmailIdentities(context, 'POST'),
    getEmailIdentity(context),
    deleteEmailIdentity(context),
    createConfigurationSet(context),
    listConfigurationSets(context, 'GET'),
    listConfigurationSets(context, 'POST'),
    getConfigurationSet(context),
    deleteConfigurationSet(context),
    getAccount(context),
    verifyEmailIdentity(context),
  ];
  return {
    ...restService({ signingName: 'ses', routes, errorAnswer: (error) => restError(error, { message: error.message }) }),
    pathPrefix: VERIFY_PATH,
  };
};
