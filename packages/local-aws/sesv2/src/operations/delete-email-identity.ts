import { json, type Route } from '@plumbline/local-aws-kernel';
import { notFound } from '../errors.ts';
import type { SesContext } from '../ses-context.ts';
import { IDENTITY_PATH } from './get-email-identity.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html */
export const deleteEmailIdentity = ({ identities }: SesContext): Route => ({
  operation: 'DeleteEmailIdentity',
  method: 'DELETE',
  path: IDENTITY_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'ses:DeleteEmailIdentity', resource: identities.arn(name) });
    const identity = identities.get(name);
    if (identity === undefined) throw notFound(`Email identity ${name} does not exist.`);
    identities.settings.remove(identity.name);
    return json(200, {});
  },
});
