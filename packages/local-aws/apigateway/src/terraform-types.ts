import type { PolicyDocument } from '@plumbline/iam-policy';
import type { TerraformTypes } from '@plumbline/local-aws-kernel';
import type { ApiGateway } from './api-gateway.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const INTEGRATION_TIMEOUT_MS_DEFAULT = 29_000;

/** REST APIs with Lambda proxy integrations. */
export const API_GATEWAY_TYPES: TerraformTypes<ApiGateway> = {
  aws_api_gateway_rest_api: {
    honours: ['name'],
    harmless: {
      description: 'it is documentation',
      endpoint_configuration: 'the endpoint is this machine',
      disable_execute_api_endpoint: 'there is no other endpoint',
    },
    deploy: ({ apis }, { values }) =>
      apis.putApi({ id: values.text('id'), name: values.text('name'), rootResourceId: values.text('root_resource_id') }),
  },

  aws_api_gateway_rest_api_policy: {
    honours: ['rest_api_id', 'policy'],
    deploy: ({ apis }, { values }) => apis.putPolicy(values.text('rest_api_id'), values.json<PolicyDocument>('policy')),
  },

  aws_api_gateway_resource: {
    honours: ['rest_api_id', 'parent_id', 'path_part'],
    deploy: ({ apis }, { values }) =>
      apis.putResource({
        id: values.text('id'),
        restApiId: values.text('rest_api_id'),
        parentId: values.text('parent_id'),
        pathPart: values.text('path_part'),
      }),
  },

  aws_api_gateway_method: {
    honours: ['rest_api_id', 'resource_id', 'http_method', 'authorization'],
    harmless: { operation_name: 'it only names methods in generated SDKs' },
    deploy({ apis }, { resource, values }) {
      const authorization = values.text('authorization');
      if (authorization !== 'NONE' && authorization !== 'AWS_IAM') {
        throw new Error(`${resource.address}: local-aws supports the authorizations NONE and AWS_IAM, not ${authorization}.`);
      }
      apis.putMethod({
        restApiId: values.text('rest_api_id'),
        resourceId: values.text('resource_id'),
        httpMethod: values.text('http_method'),
        authorization,
      });
    },
  },

  aws_api_gateway_integration: {
    honours: ['rest_api_id', 'resource_id', 'http_method', 'type', 'uri', 'timeout_milliseconds'],
    harmless: {
      integration_http_method: 'Lambda takes POST only',
      content_handling: 'a proxy integration passes bodies through unchanged',
    },
    deploy({ apis }, { resource, values }) {
      const functionArn = /functions\/(.+)\/invocations$/.exec(values.optionalText('uri') ?? '')?.[1];
      if (values.text('type') !== 'AWS_PROXY' || functionArn === undefined) {
        throw new Error(
          `${resource.address}: local-aws supports Lambda proxy integrations only, not ${values.text('type')} ${values.optionalText('uri')}.`,
        );
      }
      apis.putIntegration({
        restApiId: values.text('rest_api_id'),
        resourceId: values.text('resource_id'),
        httpMethod: values.text('http_method'),
        functionArn,
        timeoutMs: values.number('timeout_milliseconds', INTEGRATION_TIMEOUT_MS_DEFAULT),
      });
    },
  },

  aws_api_gateway_stage: {
    honours: ['rest_api_id', 'stage_name', 'xray_tracing_enabled', 'access_log_settings.destination_arn', 'access_log_settings.format'],
    harmless: { deployment_id: 'methods are live as soon as they exist', description: 'it is documentation' },
    deploy({ apis }, { values }) {
      const log = values.block('access_log_settings');
      apis.putStage({
        restApiId: values.text('rest_api_id'),
        name: values.text('stage_name'),
        tracing: values.flag('xray_tracing_enabled', false),
        ...(log === undefined
          ? {}
          : { accessLog: { group: log.text('destination_arn').split(':log-group:')[1] ?? '', format: log.text('format') } }),
      });
    },
  },

  aws_api_gateway_account: { noEffect: 'access logs are written without it' },
  aws_api_gateway_deployment: { noEffect: 'methods are live as soon as they exist' },
  aws_api_gateway_method_settings: { noEffect: 'nothing is throttled' },
};
