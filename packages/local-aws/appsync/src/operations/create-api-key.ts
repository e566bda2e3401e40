import { AwsError, bodyOf, json, type Route } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { expiryOf, isValidExpiry, newApiKey } from '../auth/api-key.ts';
import { authorizeApi } from './authorize-api.ts';
import { shownApiKey } from './shown-api-key.ts';

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html ("API keys per API") */
const KEYS_MAX = 50;

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateApiKey.html */
export const createApiKey = ({ account, apis, clock }: AppSyncContext): Route => ({
  ...{ operation: 'CreateApiKey', method: 'POST', path: /^\/v1\/apis\/([^/]+)\/apikeys$/ },
  run(request, [apiId = '']) {
    authorizeApi(account, request, 'CreateApiKey', apiId);
    apis.get(apiId);
    const members = bodyOf(request);
    const expires = members.number('expires');
    const expiresMs = expiryOf(clock.now(), expires === undefined ? undefined : expires * 1_000);
    if (!isValidExpiry(clock.now(), expiresMs))
      throw new AwsError('ApiKeyValidityOutOfBoundsException', 'API key expiration must be between 1 and 365 days from creation.');
    if (apis.keys.of(apiId).length >= KEYS_MAX) throw new AwsError('ApiKeyLimitExceededException', `An API may have ${KEYS_MAX} keys.`);
    const key = { apiId, key: newApiKey(), description: members.text('description'), expiresMs };
    apis.keys.create(key);
    return json(200, { apiKey: shownApiKey(key) });
  },
});
