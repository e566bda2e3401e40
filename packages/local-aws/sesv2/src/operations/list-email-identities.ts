import { json, type Route } from '@plumbline/local-aws-kernel';
import type { SesContext } from '../ses-context.ts';
import { pageOf } from './page-of.ts';

/** Newer clients use POST.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html
 */
export const listEmailIdentities = ({ identities }: SesContext, method: 'GET' | 'POST'): Route => ({
  operation: 'ListEmailIdentities',
  method,
  path: method === 'GET' ? /^\/v2\/email\/identities$/ : /^\/v2\/email\/list-identities$/,
  run(request) {
    request.authorize({ action: 'ses:ListEmailIdentities', resource: '*' });
    const { items, NextToken } = pageOf(request, identities.settings.entries(), 1_000);
    return json(200, {
      EmailIdentities: items.map(([IdentityName, { type, verified }]) => ({
        IdentityName,
        IdentityType: type,
        SendingEnabled: verified,
        VerificationStatus: verified ? 'SUCCESS' : 'PENDING',
      })),
      NextToken,
    });
  },
});
