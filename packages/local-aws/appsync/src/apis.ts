import { AwsError, openSettings, type Store } from '@plumbline/local-aws-kernel';
import type { GraphQLSchema } from 'graphql';
import type { ApiKey, DataSource, GraphqlApi, PipelineFunction, Resolver } from './graphql-api.ts';
import { readSchema } from './schema/read-schema.ts';

/** An API with its parsed schema. */
export interface DeployedApi extends GraphqlApi {
  readonly parsed: GraphQLSchema;
}

/** The deployed APIs and their parts. Terraform declares all of them but the API keys, which the API may create too. */
export interface Apis {
  /** Throws AwsError when the schema is not valid. */
  putApi(api: GraphqlApi): void;
  putDataSource(dataSource: DataSource): void;
  putFunction(fn: PipelineFunction): void;
  /** Throws AwsError when the field, the data source or a function does not exist. */
  putResolver(resolver: Resolver): void;
  readonly keys: {
    declare(key: ApiKey): void;
    create(key: ApiKey): void;
    remove(key: ApiKey): void;
    of(apiId: string): readonly ApiKey[];
    /** The keys that the API alone created. */
    made(): readonly ApiKey[];
  };
  find(apiId: string): DeployedApi | undefined;
  /** Throws AwsError when it does not exist. */
  get(apiId: string): DeployedApi;
  all(): readonly DeployedApi[];
  resolver(apiId: string, typeName: string, fieldName: string): Resolver | undefined;
  resolvers(apiId: string): readonly Resolver[];
  dataSource(apiId: string, name: string): DataSource | undefined;
  dataSources(apiId: string): readonly DataSource[];
  fn(apiId: string, functionId: string): PipelineFunction | undefined;
}

export const openApis = (store: Store): Apis => {
  const apis = new Map<string, DeployedApi>();
  const dataSources = new Map<string, DataSource>();
  const functions = new Map<string, PipelineFunction>();
  const resolvers = new Map<string, Resolver>();
  const keys = openSettings<ApiKey>(store, 'appsync-api-key');
  const at = (...parts: readonly string[]): string => parts.join('/');
  const inApi = <T extends { readonly apiId: string }>(all: Iterable<T>, apiId: string): readonly T[] =>
    [...all].filter((one) => one.apiId === apiId);

  const get: Apis['get'] = (apiId) => {
    const api = apis.get(apiId);
    if (api === undefined) throw new AwsError('NotFoundException', `GraphQL API ${apiId} not found.`, { status: 404 });
    return api;
  };
  const needDataSource = (apiId: string, name: string): void => {
    if (!dataSources.has(at(apiId, name))) throw new AwsError('NotFoundException', `No data source found named ${name}`, { status: 404 });
  };

  return {
    get,
    putApi: (api) => void apis.set(api.id, { ...api, parsed: readSchema(api.schema) }),
    putDataSource: (one) => void dataSources.set(at(one.apiId, one.name), one),
    putFunction(one) {
      needDataSource(one.apiId, one.dataSource);
      functions.set(at(one.apiId, one.functionId), one);
    },
    putResolver(one) {
      const { apiId, typeName, fieldName } = one;
      const type = get(apiId).parsed.getType(typeName);
      const fields = type !== undefined && 'getFields' in type ? type.getFields() : undefined;
      if (fields === undefined || !(fieldName in fields))
        throw new AwsError('NotFoundException', `No field named ${fieldName} found on type ${typeName}`, { status: 404 });
      if (one.kind === 'UNIT') needDataSource(apiId, one.dataSource);
      else
        for (const id of one.functionIds)
          if (!functions.has(at(apiId, id))) throw new AwsError('NotFoundException', `No function found with id ${id}`, { status: 404 });
      resolvers.set(at(apiId, typeName, fieldName), one);
    },
    keys: {
      declare: (key) => keys.declare(at(key.apiId, key.key), key),
      create: (key) => keys.change(at(key.apiId, key.key), key),
      remove: (key) => keys.remove(at(key.apiId, key.key)),
      made: () => keys.made().flatMap((name) => keys.get(name) ?? []),
      of: (apiId) =>
        inApi(
          keys.entries().map(([, key]) => key),
          apiId,
        ),
    },
    find: (apiId) => apis.get(apiId),
    all: () => [...apis.values()],
    resolver: (...parts) => resolvers.get(at(...parts)),
    resolvers: (apiId) => inApi(resolvers.values(), apiId),
    dataSource: (...parts) => dataSources.get(at(...parts)),
    dataSources: (apiId) => inApi(dataSources.values(), apiId),
    fn: (...parts) => functions.get(at(...parts)),
  };
};
