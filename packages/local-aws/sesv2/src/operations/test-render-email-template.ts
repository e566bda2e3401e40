import { arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import { readTemplateData, renderTemplate } from '../email-template.ts';
import { badRequest, notFound } from '../errors.ts';
import { readBody, required } from '../read-body.ts';
import type { SesContext } from '../ses-context.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TestRenderEmailTemplate.html */
export const testRenderEmailTemplate = ({ account, templates, clock }: SesContext): Route => ({
  operation: 'TestRenderEmailTemplate',
  method: 'POST',
  path: /^\/v2\/email\/templates\/([^/]+)\/render$/,
  run(request, [name = '']) {
    request.authorize({ action: 'ses:TestRenderEmailTemplate', resource: arnOf(account, 'ses', `template/${name}`) });
    const { TemplateData } = readBody<{ readonly TemplateData?: string }>(request, { '': ['TemplateData'] });
    const template = templates.get(name);
    if (template === undefined) throw notFound(`Template ${name} does not exist.`);
    const rendered = renderTemplate(template, readTemplateData(required('TemplateData', TemplateData)));
    if ('failure' in rendered) throw badRequest(rendered.failure);
    return json(200, { RenderedTemplate: asMime(rendered, clock.now()) });
  },
});

const BOUNDARY = '----=_Part_0';

/** "The complete MIME message rendered by applying the data": one part for each form of the text. */
const asMime = (
  { subject, text, html }: { readonly subject: string; readonly text?: string; readonly html?: string },
  nowMs: number,
): string => {
  const part = (type: string, body: string | undefined): readonly string[] =>
    body === undefined ? [] : [`--${BOUNDARY}`, `Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: 7bit', '', body];
  return [
    ...[`Date: ${new Date(nowMs).toUTCString()}`, `Subject: ${subject}`, 'MIME-Version: 1.0'],
    ...[`Content-Type: multipart/alternative; boundary="${BOUNDARY}"`, ''],
    ...part('text/plain', text),
    ...part('text/html', html),
    ...[`--${BOUNDARY}--`, ''],
  ].join('\r\n');
};
