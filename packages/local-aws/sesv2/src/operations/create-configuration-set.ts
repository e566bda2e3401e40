import { json, type KnownMembers, type Route } from '@plumbline/local-aws-kernel';
import type { ConfigurationSet } from '../configuration-set.ts';
import { alreadyExists, badRequest } from '../errors.ts';
import { readBody, required } from '../read-body.ts';
import type { SesContext } from '../ses-context.ts';

interface CreateConfigurationSetRequest {
  readonly ConfigurationSetName?: string;
  readonly SendingOptions?: { readonly SendingEnabled?: boolean };
  readonly Tags?: NonNullable<ConfigurationSet['tags']>;
}

const MEMBERS: KnownMembers = { '': ['ConfigurationSetName', 'SendingOptions', 'Tags'], SendingOptions: ['SendingEnabled'] };

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSet.html */
export const createConfigurationSet = ({ configurationSets }: SesContext): Route => ({
  operation: 'CreateConfigurationSet',
  method: 'POST',
  path: /^\/v2\/email\/configuration-sets$/,
  run(request) {
    request.authorize({ action: 'ses:CreateConfigurationSet', resource: '*' });
    const { ConfigurationSetName, SendingOptions, Tags = [] } = readBody<CreateConfigurationSetRequest>(request, MEMBERS);
    const name = required('ConfigurationSetName', ConfigurationSetName);
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw badRequest(`Invalid configuration set name <${name}>.`);
    if (configurationSets.get(name) !== undefined) throw alreadyExists(`Configuration set <${name}> already exists.`);
    configurationSets.change(name, { name, sendingEnabled: SendingOptions?.SendingEnabled ?? true, tags: Tags });
    return json(200, {});
  },
});
