import type { MailAttachment } from '@plumbline/local-aws-kernel';
import { readTemplateData, renderTemplate, type TemplateContent } from '../email-template.ts';
import { badRequest, notFound } from '../errors.ts';
import type { SesContext } from '../ses-context.ts';
import type { Content } from './outgoing.ts';

interface Part {
  readonly Data?: string;
  readonly Charset?: string;
}
interface Header {
  readonly Name?: string;
  readonly Value?: string;
}
interface Attachment {
  readonly FileName?: string;
  readonly RawContent?: string;
  readonly ContentType?: string;
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Message.html */
export interface SimpleContent {
  readonly Subject?: Part;
  readonly Body?: { readonly Text?: Part; readonly Html?: Part };
  readonly Headers?: readonly Header[];
  readonly Attachments?: readonly Attachment[];
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Template.html */
export interface TemplateReference {
  readonly TemplateName?: string;
  readonly TemplateArn?: string;
  readonly TemplateContent?: { readonly Subject?: string; readonly Text?: string; readonly Html?: string };
  readonly TemplateData?: string;
  readonly Headers?: readonly Header[];
  readonly Attachments?: readonly Attachment[];
}

/** Throws BadRequestException. */
export const simpleContent = ({ Subject, Body, Headers, Attachments }: SimpleContent): Content => {
  if (Subject?.Data === undefined) throw badRequest('The member Content.Simple.Subject is required.');
  if (Body?.Text?.Data === undefined && Body?.Html?.Data === undefined)
    throw badRequest('Either Text or Html must be present in Content.Simple.Body.');
  return {
    subject: Subject.Data,
    text: Body.Text?.Data,
    html: Body.Html?.Data,
    ...moreContent(Headers, Attachments),
  };
};

/**
 * The template of a mail, filled in. Throws NotFoundException, BadRequestException.
 * @param data replaces attributes of the template data.
 */
export const templateContent = (
  context: SesContext,
  { TemplateData, Headers, Attachments, ...reference }: TemplateReference,
  data: object = {},
): Content | { readonly failure: string } => {
  const rendered = renderTemplate(templateOf(context, reference), { ...readTemplateData(TemplateData), ...data });
  return 'failure' in rendered ? rendered : { ...rendered, ...moreContent(Headers, Attachments) };
};

const templateOf = ({ templates }: SesContext, { TemplateName, TemplateArn, TemplateContent }: TemplateReference): TemplateContent => {
  if (TemplateContent !== undefined) {
    const { Subject, Text: text, Html: html } = TemplateContent;
    if (Subject === undefined) throw badRequest('The member Content.Template.TemplateContent.Subject is required.');
    return { subject: Subject, text, html };
  }
  const name = TemplateName ?? TemplateArn?.split(':template/')[1];
  if (name === undefined) throw badRequest('A template has a TemplateName, a TemplateArn or a TemplateContent.');
  const template = templates.get(name);
  if (template === undefined) throw notFound(`Template ${name} does not exist.`);
  return template;
};

const moreContent = (
  headers: readonly Header[] = [],
  attachments: readonly Attachment[] = [],
): Pick<Content, 'headers' | 'attachments'> => ({
  ...(headers.length > 0 && { headers: Object.fromEntries(headers.map(readHeader)) }),
  ...(attachments.length > 0 && { attachments: attachments.map(readAttachment) }),
});

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html */
const readHeader = ({ Name = '', Value = '' }: Header): readonly [string, string] => {
  if (!/^[!-9;-~]{1,126}$/.test(Name)) throw badRequest(`Invalid header name: ${Name}.`);
  if (!/^[ -~]{1,870}$/.test(Value)) throw badRequest(`Invalid value of the header ${Name}.`);
  return [Name, Value];
};

const readAttachment = ({ FileName, RawContent, ContentType = 'application/octet-stream' }: Attachment): MailAttachment => {
  if (FileName === undefined || RawContent === undefined) throw badRequest('An attachment has a FileName and a RawContent.');
  return { fileName: FileName, contentType: ContentType, content: RawContent };
};
