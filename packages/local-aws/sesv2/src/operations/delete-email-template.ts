import { arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import { notFound } from '../errors.ts';
import type { SesContext } from '../ses-context.ts';
import { TEMPLATE_PATH } from './template-shape.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailTemplate.html */
export const deleteEmailTemplate = ({ account, templates }: SesContext): Route => ({
  operation: 'DeleteEmailTemplate',
  method: 'DELETE',
  path: TEMPLATE_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'ses:DeleteEmailTemplate', resource: arnOf(account, 'ses', `template/${name}`) });
    if (templates.get(name) === undefined) throw notFound(`Template ${name} does not exist.`);
    templates.remove(name);
    return json(200, {});
  },
});
