import type { Resources } from './resource.ts';
import { isUnresolved } from './template.ts';
import type { Endpoint } from './topology.ts';
import { textOf } from './values.ts';

/** `.../functions/<ARN>/invocations` */
const INVOKED_FUNCTION = /functions\/(?<arn>arn:[^/]+)\/invocations$/;

/** The methods of REST APIs. An endpoint's ARN is what a policy or a rule's target names, with `*` for the stage. */
export const readEndpoints = (find: Resources): Endpoint[] => {
  const resources = find('aws_api_gateway_resource');
  const apis = find('aws_api_gateway_rest_api');
  return find('aws_api_gateway_integration').flatMap(({ values, stack, address }) => {
    const api = apis.find((one) => one.values.id === values.rest_api_id);
    const resource = resources.find((one) => one.values.id === values.resource_id);
    const path = textOf(resource?.values.path) ?? (isUnresolved(values.resource_id) ? String(values.resource_id) : '/');
    const method = textOf(values.http_method) ?? 'ANY';
    const functionArn = INVOKED_FUNCTION.exec(String(values.uri))?.groups?.arn;
    const arn = `${String(api?.values.execution_arn ?? values.rest_api_id)}/*/${method}${path}`;
    return [
      { name: `${String(api?.values.name ?? values.rest_api_id)} ${method} ${path}`, arn, stack, address, method, path, functionArn },
    ];
  });
};
