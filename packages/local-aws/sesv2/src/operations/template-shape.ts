import type { KnownMembers } from '@plumbline/local-aws-kernel';
import { checkTemplate, type EmailTemplate, type TemplateContent } from '../email-template.ts';
import { badRequest } from '../errors.ts';

export interface TemplateRequest {
  readonly TemplateName?: string;
  readonly TemplateContent?: { readonly Subject?: string; readonly Text?: string; readonly Html?: string };
}

export const TEMPLATE_MEMBERS: KnownMembers = { '': ['TemplateName', 'TemplateContent'], TemplateContent: ['Subject', 'Text', 'Html'] };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EmailTemplateContent.html: "up to 500 KB". */
const BYTES_MAX = 500 * 1024;

/** Throws BadRequestException. */
export const contentFrom = ({ TemplateContent }: TemplateRequest): TemplateContent => {
  const { Subject, Text: text, Html: html } = TemplateContent ?? {};
  if (Subject === undefined || Subject === '') throw badRequest('The subject must be specified.');
  if (text === undefined && html === undefined) throw badRequest('At least one of the text part and the HTML part must be specified.');
  if (Buffer.byteLength(`${Subject}${text ?? ''}${html ?? ''}`) > BYTES_MAX) throw badRequest('The template is larger than 500 KB.');
  const content = { subject: Subject, text, html };
  checkTemplate(content);
  return content;
};

export const templateShape = ({ name, subject, text, html }: EmailTemplate): object => ({
  TemplateName: name,
  TemplateContent: { Subject: subject, Text: text, Html: html },
});

export const TEMPLATE_PATH = /^\/v2\/email\/templates\/([^/]+)$/;
