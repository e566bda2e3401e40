import type { DataSource, GraphqlApi } from '@plumbline/topology';
import { isUnresolved, textOf } from '@plumbline/topology';
import { GraphQLError, Kind, parse } from 'graphql';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import type { Need } from '../needs.ts';
import { rolePolicies } from '../policies.ts';
import { canAllow } from '../role-verdict.ts';

/** Every field that a client can call has a resolver, and every data source may do its work. */
export const fieldsAreResolved: Check = function* (proof) {
  for (const api of proof.topology.graphqlApis) {
    yield* fieldProblems(proof, api);
    for (const source of api.sources) yield* sourceProblems(proof, api, source);
  }
};

/** The operation types whose fields need a resolver; a subscription is fed by its mutations. */
const RESOLVED: ReadonlySet<string> = new Set(['query', 'mutation']);

function* fieldProblems({ mayHide, one }: Proof, api: GraphqlApi): Iterable<Draft> {
  const about = { at: api, subject: `GraphQL API ${api.name}` };
  if (isUnresolved(api.schema) || mayHide('aws_appsync_resolver', 'api_id', 'type', 'field')) return;
  const schema = fieldsOf(api.schema);
  if (schema instanceof GraphQLError) {
    yield { ...about, code: 'SCHEMA_UNREADABLE', why: `AppSync rejects its schema: ${schema.message}`, fix: 'Correct the schema.' };
    return;
  }
  const resolved = new Set(api.resolvers.map(({ field }) => field));
  const open = [...schema.operations].filter((field) => !resolved.has(field));
  if (open.length > 0)
    yield {
      ...about,
      code: 'FIELD_WITHOUT_RESOLVER',
      why: `${open.join(', ')} ${open.length === 1 ? 'has' : 'have'} no resolver, so AppSync answers null, or an error for a field that may not be null.`,
      fix: 'Add a resolver for each, or remove them from the schema.',
    };
  for (const { field, address, sources } of api.resolvers) {
    const at = one('aws_appsync_resolver', 'field', field.split('.')[1]) ?? { stack: api.stack, address };
    const place = { stack: api.stack, address: at.address === address ? at.address : address };
    if (!schema.all.has(field))
      yield {
        at: place,
        code: 'RESOLVER_WITHOUT_FIELD',
        subject: `resolver of ${field}`,
        why: `The schema of ${api.name} has no field ${field}.`,
        fix: 'Add the field to the schema, or remove the resolver.',
      };
    const hidden = mayHide('aws_appsync_datasource', 'api_id', 'name');
    for (const name of sources.filter((each) => !hidden && !isUnresolved(each) && !api.sources.some((source) => source.name === each)))
      yield {
        at: place,
        code: 'SOURCE_MISSING',
        subject: `resolver of ${field}`,
        why: `Its data source ${name} is not one of the API's.`,
        fix: 'Refer to the data source instead of writing its name.',
      };
  }
}

interface SchemaFields {
  /** The fields of queries and mutations, as `Query.order`. */
  readonly operations: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const fieldsOf = (schema: string): SchemaFields | GraphQLError => {
  try {
    const { definitions } = parse(schema, { noLocation: true, maxTokens: TOKENS_MAX });
    const roots = new Map<string, string>([
      ['Query', 'query'],
      ['Mutation', 'mutation'],
    ]);
    for (const definition of definitions)
      if (definition.kind === Kind.SCHEMA_DEFINITION)
        for (const { operation, type } of definition.operationTypes) roots.set(type.name.value, operation);
    const all = definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION
        ? (definition.fields ?? []).map((field) => ({ type: definition.name.value, name: `${definition.name.value}.${field.name.value}` }))
        : [],
    );
    return {
      operations: new Set(all.filter(({ type }) => RESOLVED.has(roots.get(type) ?? '')).map(({ name }) => name)),
      all: new Set(all.map(({ name }) => name)),
    };
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
};

/** Far above AppSync's limit of 1 MB for a schema. */
const TOKENS_MAX = 500_000;

function* sourceProblems(proof: Proof, api: GraphqlApi, source: DataSource): Iterable<Draft> {
  const { type, target = '', roleArn, address } = source;
  const about = { at: { stack: api.stack, address }, subject: `data source ${source.name} of ${api.name}` };
  if (type === 'NONE' || isUnresolved(target) || isUnresolved(roleArn)) return;
  const needs = needsOf(proof, api, source);
  if (needs === undefined) {
    yield {
      ...about,
      code: 'SOURCE_MISSING',
      why: `It uses ${target}, which no stack declares.`,
      fix: 'Refer to the resource instead of writing its name.',
    };
    return;
  }
  const policies = roleArn === undefined ? [] : rolePolicies(proof, roleArn);
  if (policies === undefined) return;
  const missing = needs.filter((need) => !canAllow(policies, need));
  if (missing.length > 0)
    yield {
      ...about,
      code: 'RESOLVER_FORBIDDEN',
      why: `Its role does not allow ${missing.map(({ action, resource }) => `${action} on ${resource}`).join('; ')}, so its resolvers fail.`,
      fix: 'Allow it in the policy of the data source’s role.',
    };
}

/** What the resolvers of a source call; `undefined` when their target is not declared. */
const needsOf = (proof: Proof, api: GraphqlApi, { name, type, target = '' }: DataSource): readonly Need[] | undefined => {
  const purpose = 'a resolver';
  if (type === 'AWS_LAMBDA') {
    const fn = proof.functions.find(({ arn }) => arn === target);
    return fn === undefined && !proof.mayHide('aws_lambda_function', 'function_name')
      ? undefined
      : [{ action: 'lambda:InvokeFunction', resource: target, for: purpose }];
  }
  if (type === 'AMAZON_EVENTBRIDGE') return [{ action: 'events:PutEvents', resource: target, for: purpose }];
  if (type === 'AMAZON_DYNAMODB') {
    const table = proof.tables.find((one) => one.name === target);
    if (table === undefined) return proof.mayHide('aws_dynamodb_table', 'name') ? [] : undefined;
    return operationsOf(proof, api, name).map(({ action, index }) => ({
      action: `dynamodb:${action}`,
      resource: index === undefined ? table.arn : `${table.arn}/index/${index}`,
      for: purpose,
    }));
  }
  return [];
};

/** Operations of resolver code, https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html */
const OPERATION = /operation:\s*["'](GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan)["']/g;
/** The value of `index` may be a choice between names. */
const INDEX = /\bindex:\s*([^,\n}]+)/g;
const NAME = /["']([\w.-]+)["']/g;

/** The operations that the code of a source's resolvers and functions names literally. */
const operationsOf = (proof: Proof, api: GraphqlApi, source: string): readonly { readonly action: string; readonly index?: string }[] => {
  const codes = ['aws_appsync_resolver', 'aws_appsync_function'].flatMap((type) =>
    proof
      .all(type)
      .filter(({ stack, values }) => stack === api.stack && values.data_source === source)
      .map(({ values }) => textOf(values.code) ?? ''),
  );
  return codes.flatMap((code) => {
    const indexes = [...code.matchAll(INDEX)].flatMap(([, value = '']) => [...value.matchAll(NAME)].map(([, index = '']) => index));
    return [...code.matchAll(OPERATION)].flatMap(([, action = '']) =>
      indexes.length > 0 && (action === 'Query' || action === 'Scan') ? indexes.map((index) => ({ action, index })) : [{ action }],
    );
  });
};
