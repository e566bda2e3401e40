import { AwsError, type Route } from '@plumbline/local-aws-kernel';
import type { SesContext } from '../ses-context.ts';
import { VERIFY_PATH } from './create-email-identity.ts';

/** The link that the owner of an address visits, without a signature. */
export const verifyEmailIdentity = ({ identities }: SesContext): Route => ({
  operation: 'VerifyEmailIdentity',
  method: 'GET',
  path: new RegExp(`^${VERIFY_PATH}$`),
  run(request) {
    const token = request.query.get('token');
    const [key, identity] = identities.settings.entries().find(([, one]) => one.token === token) ?? [];
    if (key === undefined || identity === undefined)
      throw new AwsError('NotFoundException', 'This link does not belong to an identity.', { status: 404 });
    identities.settings.change(key, { ...identity, verified: true });
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `You have successfully verified ${identity.name}.\n`,
    };
  },
});
