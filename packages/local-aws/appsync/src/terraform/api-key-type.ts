import type { TerraformType } from '@plumbline/local-aws-kernel';
import type { AppSync } from '../appsync.ts';
import { expiryOf, isValidExpiry } from '../auth/api-key.ts';

export const apiKeyType: TerraformType<AppSync> = {
  honours: ['api_id', 'description', 'expires'],
  deploy({ apis }, { resource, values, clock }) {
    const expires = values.optionalText('expires');
    const wantedMs = expires === undefined ? undefined : Date.parse(expires);
    if (Number.isNaN(wantedMs)) throw new Error(`${resource.address}: ${expires} is not a time, such as 2027-01-31T00:00:00Z.`);
    const expiresMs = expiryOf(clock.now(), wantedMs);
    // A key that has expired by now stays expired: AWS would refuse to create it, but not to keep it.
    if (expiresMs > clock.now() && !isValidExpiry(clock.now(), expiresMs))
      throw new Error(`${resource.address}: an API key expires between 1 and 365 days from now, not at ${expires}.`);
    apis.keys.declare({
      apiId: values.text('api_id'),
      key: values.text('key'),
      description: values.optionalText('description'),
      expiresMs,
    });
  },
};
