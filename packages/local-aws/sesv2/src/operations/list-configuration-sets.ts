import { json, type Route } from '@plumbline/local-aws-kernel';
import type { SesContext } from '../ses-context.ts';
import { pageOf } from './page-of.ts';

/** Newer clients use POST.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListConfigurationSets.html
 */
export const listConfigurationSets = ({ configurationSets }: SesContext, method: 'GET' | 'POST'): Route => ({
  operation: 'ListConfigurationSets',
  method,
  path: method === 'GET' ? /^\/v2\/email\/configuration-sets$/ : /^\/v2\/email\/list-configuration-sets$/,
  run(request) {
    request.authorize({ action: 'ses:ListConfigurationSets', resource: '*' });
    const { items, NextToken } = pageOf(request, configurationSets.entries(), 1_000);
    return json(200, { ConfigurationSets: items.map(([name]) => name), NextToken });
  },
});
