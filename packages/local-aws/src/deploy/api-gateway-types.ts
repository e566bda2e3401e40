import type { PolicyDocument } from '@plumbline/iam-policy';
import type { ResourceTypes } from './deploy.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const INTEGRATION_TIMEOUT_MS_DEFAULT = 29_000;

/** REST APIs with Lambda proxy integrations. */
export const API_GATEWAY_TYPES: ResourceTypes = {
  aws_api_gateway_rest_api: ({ values, services }) =>
    services.apiGateway.apis.putApi({ id: values.text('id'), name: values.text('name'), rootResourceId: values.text('root_resource_id') }),

  aws_api_gateway_rest_api_policy: ({ values, services }) =>
    services.apiGateway.apis.putPolicy(values.text('rest_api_id'), values.json<PolicyDocument>('policy')),

  aws_api_gateway_resource: ({ values, services }) =>
    services.apiGateway.apis.putResource({
      id: values.text('id'),
      restApiId: values.text('rest_api_id'),
      parentId: values.text('parent_id'),
      pathPart: values.text('path_part'),
    }),

  aws_api_gateway_method: ({ resource, values, services }) => {
    const authorization = values.text('authorization');
    if (authorization !== 'NONE' && authorization !== 'AWS_IAM') {
      throw new Error(`${resource.address}: local-aws knows the authorizations NONE and AWS_IAM, not ${authorization}.`);
    }
    services.apiGateway.apis.putMethod({
      restApiId: values.text('rest_api_id'),
      resourceId: values.text('resource_id'),
      httpMethod: values.text('http_method'),
      authorization,
    });
  },

  aws_api_gateway_integration: ({ resource, values, services }) => {
    const functionArn = /functions\/(.+)\/invocations$/.exec(values.optionalText('uri') ?? '')?.[1];
    if (values.text('type') !== 'AWS_PROXY' || functionArn === undefined) {
      throw new Error(
        `${resource.address}: local-aws knows Lambda proxy integrations only, not ${values.text('type')} ${values.optionalText('uri')}.`,
      );
    }
    services.apiGateway.apis.putIntegration({
      restApiId: values.text('rest_api_id'),
      resourceId: values.text('resource_id'),
      httpMethod: values.text('http_method'),
      functionArn,
      timeoutMs: values.number('timeout_milliseconds', INTEGRATION_TIMEOUT_MS_DEFAULT),
    });
  },

  aws_api_gateway_stage: ({ values, services }) => {
    const log = values.block('access_log_settings');
    services.apiGateway.apis.putStage({
      restApiId: values.text('rest_api_id'),
      name: values.text('stage_name'),
      tracing: values.flag('xray_tracing_enabled', false),
      ...(log === undefined
        ? {}
        : { accessLog: { group: log.text('destination_arn').split(':log-group:')[1] ?? '', format: log.text('format') } }),
    });
  },
};
