import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { StackFile } from '@plumbline/topology';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../src/index.ts';

let directory: string;
let aws: LocalAws;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'graphql-api-'));
  writeZip(
    'caller',
    `export const handler = async (event) => {
    const headers = { 'content-type': 'application/json', 'x-api-key': process.env.API_KEY };
    const answer = await fetch(process.env.GRAPHQL_URL, { method: 'POST', headers, body: JSON.stringify(event) });
    return answer.json();
  };`,
  );
  writeZip(
    'rest',
    "export const handler = async ({ httpMethod, path, requestContext }) => ({ statusCode: 200, body: httpMethod + ' ' + path });",
  );
  aws = await startLocalAws({ stacks: [stack()], port: 0, stateDirectory: join(directory, 'state') });
});
afterEach(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true });
});

const writeZip = (name: string, source: string): void =>
  writeFileSync(join(directory, `${name}.zip`), zipSync({ 'index.mjs': strToU8(source) }));
const role = (name: string, service: string) => ({
  name,
  assume_role_policy: JSON.stringify({ Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' } }),
});
const fn = (name: string, more: object = {}) => ({
  ...{ function_name: name, handler: 'index.handler', runtime: 'nodejs24.x', role: '${aws_iam_role.fn.arn}', filename: `${name}.zip` },
  ...more,
});
const API = 'aws_appsync_graphql_api.orders';
const CODE = `export const request = () => ({ method: 'POST', resourcePath: '/dev/orders', params: {} });
export const response = (ctx) => ctx.result.statusCode + ' ' + ctx.result.body;`;

/** A function that calls a GraphQL API, whose field calls a REST API with IAM. */
const stack = (): StackFile => ({
  name: 'orders',
  directory,
  data: {},
  resources: {
    aws_iam_role: { fn: role('fn', 'lambda.amazonaws.com'), api: role('api', 'appsync.amazonaws.com') },
    aws_iam_role_policy: {
      api: {
        role: '${aws_iam_role.api.name}',
        policy: JSON.stringify({
          Statement: { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '${aws_api_gateway_rest_api.rest.execution_arn}/*' },
        }),
      },
    },
    aws_lambda_function: {
      caller: fn('caller', {
        environment: { variables: { GRAPHQL_URL: `\${${API}.uris["GRAPHQL"]}`, API_KEY: '${aws_appsync_api_key.key.key}' } },
      }),
      rest: fn('rest'),
    },
    aws_lambda_permission: {
      rest: {
        function_name: '${aws_lambda_function.rest.function_name}',
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
      },
    },
    aws_api_gateway_rest_api: { rest: { name: 'rest' } },
    aws_api_gateway_resource: {
      orders: {
        rest_api_id: '${aws_api_gateway_rest_api.rest.id}',
        parent_id: '${aws_api_gateway_rest_api.rest.root_resource_id}',
        path_part: 'orders',
      },
    },
    aws_api_gateway_method: {
      orders: {
        rest_api_id: '${aws_api_gateway_rest_api.rest.id}',
        resource_id: '${aws_api_gateway_resource.orders.id}',
        http_method: 'POST',
        authorization: 'AWS_IAM',
      },
    },
    aws_api_gateway_integration: {
      orders: {
        ...{
          rest_api_id: '${aws_api_gateway_rest_api.rest.id}',
          resource_id: '${aws_api_gateway_resource.orders.id}',
          http_method: 'POST',
        },
        ...{ type: 'AWS_PROXY', uri: '${aws_lambda_function.rest.invoke_arn}', integration_http_method: 'POST' },
      },
    },
    aws_api_gateway_stage: { dev: { rest_api_id: '${aws_api_gateway_rest_api.rest.id}', stage_name: 'dev' } },
    aws_appsync_graphql_api: { orders: { name: 'orders', authentication_type: 'API_KEY', schema: 'type Query { rest: String }' } },
    aws_appsync_api_key: { key: { api_id: `\${${API}.id}` } },
    aws_appsync_datasource: {
      rest: {
        ...{ api_id: `\${${API}.id}`, name: 'rest', type: 'HTTP', service_role_arn: '${aws_iam_role.api.arn}' },
        http_config: {
          endpoint: 'https://${aws_api_gateway_rest_api.rest.id}.execute-api.eu-west-1.amazonaws.com',
          authorization_config: { aws_iam_config: { signing_region: 'eu-west-1', signing_service_name: 'execute-api' } },
        },
      },
    },
    aws_appsync_resolver: {
      rest: {
        ...{ api_id: `\${${API}.id}`, type: 'Query', field: 'rest', data_source: '${aws_appsync_datasource.rest.name}', code: CODE },
        runtime: { name: 'APPSYNC_JS', runtime_version: '1.0.0' },
      },
    },
  },
});

const call = async (event: object): Promise<unknown> => {
  const client = new LambdaClient({
    endpoint: aws.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Payload } = await client.send(new InvokeCommand({ FunctionName: 'caller', Payload: JSON.stringify(event) }));
  client.destroy();
  return JSON.parse(Buffer.from(Payload ?? []).toString());
};

describe('a function that calls a GraphQL API', () => {
  it('when it has the URL from Terraform, then the API answers, and its HTTP data source reaches the REST API', async () => {
    expect(await call({ query: '{ rest }' })).toEqual({ data: { rest: '200 POST /orders' } });
  });

  it('when local-aws starts again, then keys of the API are kept, and those of a missing API are dropped', async () => {
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/appsync/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    };
    const id = aws.resources.find(({ type }) => type === 'aws_appsync_graphql_api')?.values['id'];
    const created = await fetch(`${aws.url}/v1/apis/${id}/apikeys`, { method: 'POST', headers, body: '{}' });
    const { apiKey } = (await created.json()) as { readonly apiKey: { readonly id: string } };
    const query = () =>
      fetch(`${aws.url}/_aws/appsync/${id}/graphql`, {
        method: 'POST',
        headers: { 'x-api-key': apiKey.id },
        body: '{"query":"{ __typename }"}',
      });
    expect((await query()).status).toBe(200);
    await aws.stop();
    const warnings: string[] = [];
    const start = (stacks: readonly StackFile[]) =>
      startLocalAws({
        ...{ stacks, port: 0, stateDirectory: join(directory, 'state') },
        observe: (one) => void (one.kind === 'warning' && warnings.push(one.message)),
      });
    aws = await start([stack()]);
    expect((await query()).status).toBe(200);
    await aws.stop();
    aws = await start([]);
    expect(warnings).toEqual([expect.stringContaining(`The API key ${apiKey.id} was created over the API and is dropped`)]);
  });
});
