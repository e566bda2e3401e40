import { arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import { notFound } from '../errors.ts';
import { readBody } from '../read-body.ts';
import type { SesContext } from '../ses-context.ts';
import { contentFrom, TEMPLATE_MEMBERS, TEMPLATE_PATH, type TemplateRequest } from './template-shape.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateEmailTemplate.html */
export const updateEmailTemplate = ({ account, templates }: SesContext): Route => ({
  operation: 'UpdateEmailTemplate',
  method: 'PUT',
  path: TEMPLATE_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'ses:UpdateEmailTemplate', resource: arnOf(account, 'ses', `template/${name}`) });
    const before = templates.get(name);
    if (before === undefined) throw notFound(`Template ${name} does not exist.`);
    templates.change(name, { ...before, ...contentFrom(readBody<TemplateRequest>(request, TEMPLATE_MEMBERS)) });
    return json(200, {});
  },
});
