import { AppSyncClient, EvaluateCodeCommand } from '@aws-sdk/client-appsync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeployedTestApi, type GraphqlStand, startGraphqlStand } from '../testing/graphql-stand.ts';
import type { CodeCase } from './case.ts';
import { DYNAMODB_MODULE } from './dynamodb-module.ts';
import { LANGUAGE } from './language.ts';
import { QUERIES, QUERY_SCHEMA } from './queries.ts';
import { REFUSED_CODE } from './refused-code.ts';
import { SCALARS } from './scalars.ts';
import { UTILITIES } from './utilities.ts';

let stand: GraphqlStand;
let client: AppSyncClient;
let scalars: DeployedTestApi;
let queries: DeployedTestApi;

const VALUE = 'export const request = (ctx) => ({ payload: ctx.args.value }); export const response = (ctx) => ctx.result;';
const NAMES = [...new Set(SCALARS.map(({ scalar }) => scalar))];

beforeAll(async () => {
  stand = await startGraphqlStand();
  client = new AppSyncClient(stand.clientConfig);
});
afterAll(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const evaluate = async (code: string, context: object = {}) =>
  client.send(
    new EvaluateCodeCommand({
      runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
      ...{ code, context: JSON.stringify(context), function: 'request' },
    }),
  );

const HEAD = "import { util, extensions, runtime } from '@aws-appsync/utils'; import * as ddb from '@aws-appsync/utils/dynamodb';";

const CODE: Readonly<Record<string, readonly CodeCase[]>> = {
  'the language of APPSYNC_JS': LANGUAGE,
  'the utilities of APPSYNC_JS': UTILITIES,
  'the module for DynamoDB': DYNAMODB_MODULE,
};

describe.each(Object.entries(CODE))('%s', (_, cases) => {
  it.each(cases.map((one) => [one.before === undefined ? one.code : `${one.before} ${one.code}`, one] as const))(
    'when code is %s, then its result is the documented one',
    async (__, { code, before = '', context, gives, fails }) => {
      const source = `${HEAD} export function request(ctx) { ${before} return ${code.startsWith('{') ? `(${code})` : code}; } export const response = () => null;`;
      const { evaluationResult, error } = await evaluate(source, context);
      expect(error?.message).toBe(fails);
      if (fails === undefined) expect(JSON.parse(evaluationResult ?? '')).toEqual(gives);
    },
  );
});

describe('code that APPSYNC_JS refuses', () => {
  it.each(REFUSED_CODE.map(({ statement, because }) => [statement, because] as const))(
    'when it has %s, then: %s',
    async (statement, because) => {
      const code = `export function request() {\n  ${statement}\n} export const response = () => null;`;
      const { error } = await evaluate(code);
      expect(error?.codeErrors).toContainEqual({
        ...{ errorType: 'LINT_ERROR', value: because },
        location: { line: 2, column: expect.any(Number), span: expect.any(Number) },
      });
      const deployed = stand.deployApi({ schema: 'type Query { a: String }', resolvers: { 'Query.a': { code } } });
      await expect(deployed).rejects.toThrow(`aws_appsync_resolver.Query_a: The code contains one or more errors. 2:`);
    },
  );
});

describe('the scalars of AppSync', () => {
  beforeAll(async () => {
    scalars = await stand.deployApi({
      schema: `type Query { ${NAMES.map((name) => `of${name}(value: ${name}): ${name}`).join(' ')} }`,
      resolvers: Object.fromEntries(NAMES.map((name) => [`Query.of${name}`, { code: VALUE }])),
    });
  });

  it.each(SCALARS.map((one) => [one.scalar, JSON.stringify(one.value), one] as const))(
    'when a value of %s is %s, then AppSync takes or refuses it',
    async (scalar, _, { value, gives = value, fails }) => {
      const { data, errors } = await scalars.call(`query ($v: ${scalar}) { of${scalar}(value: $v) }`, { v: value });
      if (fails === undefined) expect({ data, errors }).toEqual({ data: { [`of${scalar}`]: gives }, errors: undefined });
      else expect(errors?.map(({ message }) => message)).toEqual([`Variable 'v' has an invalid value. ${fails}`]);
    },
  );
});

describe('answers to queries', () => {
  beforeAll(async () => {
    const fields = ['order', 'orders', 'strict', 'number', 'text', 'date', 'status', 'result', 'node'];
    queries = await stand.deployApi({
      schema: QUERY_SCHEMA,
      resolvers: Object.fromEntries(fields.map((name) => [`Query.${name}`, { code: VALUE }])),
    });
  });

  it.each(QUERIES.map((one) => [one.rule, one] as const))(
    'when %s, then the answer is that of AppSync',
    async (_, { query, variables = {}, data, errors }) => {
      const answer = await queries.call(query, { ...variables });
      expect([answer.data, answer.errors?.map(({ message }) => message)]).toEqual([data, errors]);
    },
  );
});
