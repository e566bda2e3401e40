import { arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import { notFound } from '../errors.ts';
import type { SesContext } from '../ses-context.ts';

export const CONFIGURATION_SET_PATH = /^\/v2\/email\/configuration-sets\/([^/]+)$/;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSet.html */
export const getConfigurationSet = ({ account, configurationSets }: SesContext): Route => ({
  operation: 'GetConfigurationSet',
  method: 'GET',
  path: CONFIGURATION_SET_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'ses:GetConfigurationSet', resource: arnOf(account, 'ses', `configuration-set/${name}`) });
    const set = configurationSets.get(name);
    if (set === undefined) throw notFound(`Configuration set <${name}> does not exist.`);
    return json(200, { ConfigurationSetName: set.name, SendingOptions: { SendingEnabled: set.sendingEnabled }, Tags: set.tags ?? [] });
  },
});
