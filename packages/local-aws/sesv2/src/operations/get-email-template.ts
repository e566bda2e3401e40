import { arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import { notFound } from '../errors.ts';
import type { SesContext } from '../ses-context.ts';
import { TEMPLATE_PATH, templateShape } from './template-shape.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailTemplate.html */
export const getEmailTemplate = ({ account, templates }: SesContext): Route => ({
  operation: 'GetEmailTemplate',
  method: 'GET',
  path: TEMPLATE_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'ses:GetEmailTemplate', resource: arnOf(account, 'ses', `template/${name}`) });
    const template = templates.get(name);
    if (template === undefined) throw notFound(`Template ${name} does not exist.`);
    return json(200, templateShape(template));
  },
});
