import { json, type Route } from '@plumbline/local-aws-kernel';
import { alreadyExists } from '../errors.ts';
import { readBody, required } from '../read-body.ts';
import type { SesContext } from '../ses-context.ts';
import { contentFrom, TEMPLATE_MEMBERS, type TemplateRequest } from './template-shape.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailTemplate.html */
export const createEmailTemplate = ({ templates, clock }: SesContext): Route => ({
  operation: 'CreateEmailTemplate',
  method: 'POST',
  path: /^\/v2\/email\/templates$/,
  run(request) {
    request.authorize({ action: 'ses:CreateEmailTemplate', resource: '*' });
    const body = readBody<TemplateRequest>(request, TEMPLATE_MEMBERS);
    const name = required('TemplateName', body.TemplateName);
    if (templates.get(name) !== undefined) throw alreadyExists(`Template ${name} already exists.`);
    templates.change(name, { name, ...contentFrom(body), createdMs: clock.now() });
    return json(200, {});
  },
});
