import { AwsError, type AwsRequest, json, type KnownMembers, type Route } from '@plumbline/local-aws-kernel';
import { readTemplateData } from '../email-template.ts';
import { badRequest } from '../errors.ts';
import { readBody } from '../read-body.ts';
import type { Destination } from '../sending/outgoing.ts';
import { type TemplateReference, templateContent } from '../sending/read-content.ts';
import { sendMail } from '../sending/send-mail.ts';
import type { SesContext } from '../ses-context.ts';
import { DESTINATION, tagsOf } from './send-email.ts';

interface Tag {
  readonly Name?: string;
  readonly Value?: string;
}
interface Entry {
  readonly Destination?: Destination;
  readonly ReplacementTags?: readonly Tag[];
  readonly ReplacementEmailContent?: { readonly ReplacementTemplate?: { readonly ReplacementTemplateData?: string } };
  readonly ReplacementHeaders?: readonly Tag[];
}
interface SendBulkEmailRequest {
  readonly FromEmailAddress?: string;
  readonly ReplyToAddresses?: readonly string[];
  readonly FeedbackForwardingEmailAddress?: string;
  readonly ConfigurationSetName?: string;
  readonly DefaultEmailTags?: readonly Tag[];
  readonly DefaultContent?: { readonly Template?: TemplateReference };
  readonly BulkEmailEntries?: readonly Entry[];
}

const MEMBERS: KnownMembers = {
  '': [
    ...['FromEmailAddress', 'ReplyToAddresses', 'FeedbackForwardingEmailAddress', 'ConfigurationSetName'],
    ...['DefaultEmailTags', 'DefaultContent', 'BulkEmailEntries'],
  ],
  DefaultEmailTags: ['Name', 'Value'],
  DefaultContent: ['Template'],
  'DefaultContent.Template': ['TemplateName', 'TemplateArn', 'TemplateContent', 'TemplateData', 'Headers'],
  BulkEmailEntries: ['Destination', 'ReplacementTags', 'ReplacementEmailContent', 'ReplacementHeaders'],
  'BulkEmailEntries.Destination': DESTINATION,
  'BulkEmailEntries.ReplacementEmailContent': ['ReplacementTemplate'],
  'BulkEmailEntries.ReplacementEmailContent.ReplacementTemplate': ['ReplacementTemplateData'],
};

const ENTRIES_MAX = 50;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html */
export const sendBulkEmail = (context: SesContext): Route => ({
  operation: 'SendBulkEmail',
  method: 'POST',
  path: /^\/v2\/email\/outbound-bulk-emails$/,
  run(request) {
    const body = readBody<SendBulkEmailRequest>(request, MEMBERS);
    const { BulkEmailEntries: entries = [] } = body;
    const template = body.DefaultContent?.Template;
    if (template === undefined) throw badRequest('The member DefaultContent.Template is required.');
    if (entries.length === 0 || entries.length > ENTRIES_MAX) throw badRequest(`BulkEmailEntries has 1 to ${ENTRIES_MAX} entries.`);
    return json(200, { BulkEmailEntryResults: entries.map((entry) => sendEntry(context, request, body, template, entry)) });
  },
});

/** An error of one entry is its result; a missing permission or an unverified sender rejects the whole request. */
const sendEntry = (
  context: SesContext,
  request: AwsRequest,
  body: SendBulkEmailRequest,
  template: TemplateReference,
  { Destination: destination = {}, ReplacementTags, ReplacementEmailContent, ReplacementHeaders = [] }: Entry,
): object => {
  const data = readTemplateData(ReplacementEmailContent?.ReplacementTemplate?.ReplacementTemplateData);
  const Headers = [...(template.Headers ?? []), ...ReplacementHeaders];
  try {
    const MessageId = sendMail(context, request, {
      ...{ action: 'SendBulkTemplatedEmail', from: body.FromEmailAddress, destination, replyTo: body.ReplyToAddresses ?? [] },
      feedbackTo: body.FeedbackForwardingEmailAddress,
      configurationSetName: body.ConfigurationSetName,
      tags: { ...tagsOf(body.DefaultEmailTags), ...tagsOf(ReplacementTags) },
      content: templateContent(context, { ...template, Headers }, data),
    });
    return { Status: 'SUCCESS', MessageId };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'BadRequestException') throw error;
    return { Status: 'INVALID_PARAMETER', Error: error.message };
  }
};
