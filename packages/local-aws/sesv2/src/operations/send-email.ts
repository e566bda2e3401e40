import { json, type KnownMembers, type Route } from '@plumbline/local-aws-kernel';
import { badRequest } from '../errors.ts';
import { readBody } from '../read-body.ts';
import type { Destination, Outgoing } from '../sending/outgoing.ts';
import { type SimpleContent, simpleContent, type TemplateReference, templateContent } from '../sending/read-content.ts';
import { readRaw } from '../sending/read-raw.ts';
import { sendMail } from '../sending/send-mail.ts';
import type { SesContext } from '../ses-context.ts';

interface Tag {
  readonly Name?: string;
  readonly Value?: string;
}
interface SendEmailRequest {
  readonly FromEmailAddress?: string;
  readonly Destination?: Destination;
  readonly ReplyToAddresses?: readonly string[];
  readonly FeedbackForwardingEmailAddress?: string;
  readonly ConfigurationSetName?: string;
  readonly EmailTags?: readonly Tag[];
  readonly Content?: { readonly Simple?: SimpleContent; readonly Raw?: { readonly Data?: string }; readonly Template?: TemplateReference };
}

const PART = ['Data', 'Charset'];
const ATTACHMENT = [
  'FileName',
  'RawContent',
  'ContentType',
  'ContentDisposition',
  'ContentDescription',
  'ContentId',
  'ContentTransferEncoding',
];
const TEMPLATE = ['TemplateName', 'TemplateArn', 'TemplateContent', 'TemplateData', 'Headers', 'Attachments'];
export const DESTINATION = ['ToAddresses', 'CcAddresses', 'BccAddresses'];
const MEMBERS: KnownMembers = {
  '': [
    ...['FromEmailAddress', 'Destination', 'ReplyToAddresses', 'FeedbackForwardingEmailAddress', 'ConfigurationSetName'],
    ...['EmailTags', 'Content'],
  ],
  Destination: DESTINATION,
  EmailTags: ['Name', 'Value'],
  Content: ['Simple', 'Raw', 'Template'],
  'Content.Raw': ['Data'],
  'Content.Simple': ['Subject', 'Body', 'Headers', 'Attachments'],
  'Content.Simple.Subject': PART,
  'Content.Simple.Body': ['Text', 'Html'],
  'Content.Simple.Body.Text': PART,
  'Content.Simple.Body.Html': PART,
  'Content.Simple.Headers': ['Name', 'Value'],
  'Content.Simple.Attachments': ATTACHMENT,
  'Content.Template': TEMPLATE,
  'Content.Template.TemplateContent': ['Subject', 'Text', 'Html'],
  'Content.Template.Headers': ['Name', 'Value'],
  'Content.Template.Attachments': ATTACHMENT,
};

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export const sendEmail = (context: SesContext): Route => ({
  operation: 'SendEmail',
  method: 'POST',
  path: /^\/v2\/email\/outbound-emails$/,
  async run(request) {
    const body = readBody<SendEmailRequest>(request, MEMBERS);
    return json(200, { MessageId: sendMail(context, request, await outgoingOf(context, body)) });
  },
});

const outgoingOf = async (context: SesContext, body: SendEmailRequest): Promise<Outgoing> => {
  const { Simple, Raw, Template } = body.Content ?? {};
  const given = [Simple, Raw, Template].filter((content) => content !== undefined);
  if (given.length !== 1) throw badRequest('Content has exactly one of Simple, Raw and Template.');
  const shared = {
    from: body.FromEmailAddress,
    destination: body.Destination ?? {},
    replyTo: body.ReplyToAddresses ?? [],
    feedbackTo: body.FeedbackForwardingEmailAddress,
    configurationSetName: body.ConfigurationSetName,
    tags: tagsOf(body.EmailTags),
  };
  if (Simple !== undefined) return { ...shared, action: 'SendEmail', content: simpleContent(Simple) };
  if (Template !== undefined) return { ...shared, action: 'SendTemplatedEmail', content: templateContent(context, Template) };
  const raw = await readRaw(Raw?.Data ?? '');
  return {
    ...shared,
    action: 'SendRawEmail',
    from: shared.from ?? raw.from,
    destination: body.Destination ?? raw.destination,
    replyTo: body.ReplyToAddresses ?? raw.replyTo,
    content: raw.content,
  };
};

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html */
export const tagsOf = (tags: readonly Tag[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(
    tags.map(({ Name = '', Value = '' }) => {
      if (!/^[A-Za-z0-9_-]{1,255}$/.test(Name) || !/^[A-Za-z0-9_.@-]{1,255}$/.test(Value))
        throw badRequest(`Invalid tag ${Name}: ${Value}.`);
      return [Name, Value];
    }),
  );
