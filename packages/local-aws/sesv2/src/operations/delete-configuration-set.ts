import { arnOf, json, type Route } from '@plumbline/local-aws-kernel';
import { notFound } from '../errors.ts';
import type { SesContext } from '../ses-context.ts';
import { CONFIGURATION_SET_PATH } from './get-configuration-set.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteConfigurationSet.html */
export const deleteConfigurationSet = ({ account, configurationSets }: SesContext): Route => ({
  operation: 'DeleteConfigurationSet',
  method: 'DELETE',
  path: CONFIGURATION_SET_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'ses:DeleteConfigurationSet', resource: arnOf(account, 'ses', `configuration-set/${name}`) });
    if (configurationSets.get(name) === undefined) throw notFound(`Configuration set <${name}> does not exist.`);
    configurationSets.remove(name);
    return json(200, {});
  },
});
