import { json, type Route } from '@plumbline/local-aws-kernel';
import type { SesContext } from '../ses-context.ts';
import { pageOf } from './page-of.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailTemplates.html */
export const listEmailTemplates = ({ templates }: SesContext): Route => ({
  operation: 'ListEmailTemplates',
  method: 'GET',
  path: /^\/v2\/email\/templates$/,
  run(request) {
    request.authorize({ action: 'ses:ListEmailTemplates', resource: '*' });
    const { items, NextToken } = pageOf(request, templates.entries(), 100);
    return json(200, {
      TemplatesMetadata: items.map(([TemplateName, { createdMs }]) => ({ TemplateName, CreatedTimestamp: createdMs / 1_000 })),
      NextToken,
    });
  },
});
