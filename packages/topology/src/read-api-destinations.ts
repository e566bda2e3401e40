import type { Resources } from './resource.ts';
import { blockOf } from './terraform-json.ts';
import type { ApiDestination, Connection } from './topology.ts';
import { declared, numberOf, textOf } from './values.ts';

/** The addresses outside of AWS that rules call, each with its connection. */
export const readApiDestinations = (find: Resources): ApiDestination[] => {
  const connections = new Map(find('aws_cloudwatch_event_connection').map((resource) => [resource.values.arn, readConnection(resource)]));
  return find('aws_cloudwatch_event_api_destination').map((resource) => ({
    ...declared(resource, 'name'),
    description: textOf(resource.values.description),
    method: String(resource.values.http_method),
    perSecondMax: numberOf(resource.values.invocation_rate_limit_per_second),
    connection: connections.get(resource.values.connection_arn),
  }));
};

const readConnection = (resource: ReturnType<Resources>[number]): Connection => ({
  ...declared(resource, 'name'),
  authorization: String(resource.values.authorization_type),
  keyHeader: textOf(blockOf(blockOf(resource.values, 'auth_parameters'), 'api_key').key),
});
