import { dynamodb } from '@plumbline/local-aws-dynamodb';
import { events } from '@plumbline/local-aws-events';
import { iam } from '@plumbline/local-aws-iam';
import { LOCAL_ACCOUNT, type ServiceModule, type UserPools } from '@plumbline/local-aws-kernel';
import { type FunctionStand, type FunctionStandProps, startFunctionStand } from '@plumbline/local-aws-lambda/testing';
import { resolveStack, type StackFile } from '@plumbline/topology';
import type { GraphqlResult } from '../execution/run-operation.ts';
import { appsync } from '../index.ts';

const services = { roles: iam, dynamodb, events, appsync };
type GraphqlServices = typeof services;

export interface GraphqlStandProps extends FunctionStandProps<GraphqlServices> {
  /** Checks tokens in the place of Cognito. @default no service does */
  readonly userPools?: UserPools;
}

type Block = Readonly<Record<string, unknown>>;

/** An API in few words; the stand writes the Terraform of it. */
export interface ApiParts {
  readonly schema: string;
  readonly api?: Block;
  /** By name. */
  readonly dataSources?: Readonly<Record<string, Block>>;
  /** Functions of pipelines, by name: their code, or their arguments. */
  readonly functions?: Readonly<Record<string, Block>>;
  /** By `Type.field`: the arguments, without type and field. */
  readonly resolvers?: Readonly<Record<string, Block>>;
  /** Further resources, by type and name. */
  readonly resources?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

export interface GraphqlStand extends FunctionStand<GraphqlServices> {
  /** Deploys an API `orders` with a key, from Terraform. */
  deployApi(parts: ApiParts): Promise<DeployedTestApi>;
}

export interface DeployedTestApi {
  readonly id: string;
  readonly url: string;
  readonly key: string;
  /** Calls the API with its key, unless `headers` has other credentials. */
  call(query: string, variables?: Block, headers?: Readonly<Record<string, string>>): Promise<GraphqlResult>;
  post(body: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

export const startGraphqlStand = async ({ userPools, ...props }: GraphqlStandProps = {}): Promise<GraphqlStand> => {
  const users: ServiceModule = {
    name: 'cognito-idp',
    terraformTypes: {},
    open: () => ({ offers: userPools === undefined ? {} : { userPools } }),
  };
  const stand = await startFunctionStand<GraphqlServices>(props, { ...services, ...(userPools === undefined ? {} : { users }) });
  return {
    ...stand,
    async deployApi(parts) {
      const url = stand.endpoint.url;
      const stack = stackOf(parts);
      const resources = resolveStack(stack, { ...LOCAL_ACCOUNT, sqsEndpoint: url, localEndpoint: url });
      const report = await stand.deploy(resources);
      if (report.unknown.length > 0) throw new Error(`Unknown: ${report.unknown.map(({ address }) => address).join(', ')}`);
      const text = (type: string, name: string): string => String(resources.find((one) => one.type === type)?.values[name]);
      const uris = resources.find(({ type }) => type === 'aws_appsync_graphql_api')?.values['uris'] as { readonly GRAPHQL: string };
      const key = text('aws_appsync_api_key', 'key');
      const post: DeployedTestApi['post'] = (body, headers = { 'x-api-key': key }) =>
        fetch(uris.GRAPHQL, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
      return {
        id: text('aws_appsync_graphql_api', 'id'),
        url: uris.GRAPHQL,
        key,
        post,
        call: async (query, variables = {}, headers) =>
          (await (await post(JSON.stringify({ query, variables }), headers)).json()) as GraphqlResult,
      };
    },
  };
};

const TRUST = JSON.stringify({ Statement: { Effect: 'Allow', Principal: { Service: 'appsync.amazonaws.com' }, Action: 'sts:AssumeRole' } });

const stackOf = ({ schema, api = {}, dataSources = {}, functions = {}, resolvers = {}, resources = {} }: ApiParts): StackFile => {
  const apiId = '${aws_appsync_graphql_api.orders.id}';
  const runtime = { name: 'APPSYNC_JS', runtime_version: '1.0.0' };
  const named = (code: Block): Block => ('code' in code ? { runtime, ...code } : code);
  const all = {
    aws_iam_role: { api: { name: 'api', assume_role_policy: TRUST } },
    aws_iam_role_policy: {
      api: { role: 'api', policy: JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }) },
    },
    aws_appsync_graphql_api: { orders: { name: 'orders', authentication_type: 'API_KEY', schema, ...api } },
    aws_appsync_api_key: { orders: { api_id: apiId } },
    aws_appsync_datasource: mapped({ none: { type: 'NONE' }, ...dataSources }, (block, name) => ({
      ...{ api_id: apiId, name },
      ...(block['type'] === 'NONE' ? {} : { service_role_arn: '${aws_iam_role.api.arn}' }),
      ...block,
    })),
    aws_appsync_function: mapped(functions, (block, name) => ({ ...{ api_id: apiId, name, data_source: 'none' }, ...named(block) })),
    aws_appsync_resolver: Object.fromEntries(
      Object.entries(resolvers).map(([place, block]) => {
        const [type, field] = place.split('.');
        const unit = block['kind'] === 'PIPELINE' ? {} : { data_source: 'none' };
        return [`${type}_${field}`, { ...{ api_id: apiId, type, field, ...unit }, ...named(block) }];
      }),
    ),
    ...resources,
  };
  return { name: 'api', directory: '/nowhere', resources: all as StackFile['resources'], data: {} };
};

const mapped = (blocks: Readonly<Record<string, Block>>, write: (block: Block, name: string) => Block) =>
  Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, write(block, name)]));
