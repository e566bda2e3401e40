import { AwsError, type Route } from '@plumbline/local-aws-kernel';
import { introspectionFromSchema, parse, print, printSchema } from 'graphql';
import type { AppSyncContext } from '../appsync-context.ts';
import { authorizeApi } from './authorize-api.ts';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_GetIntrospectionSchema.html */
export const getIntrospectionSchema = ({ account, apis }: AppSyncContext): Route => ({
  ...{ operation: 'GetIntrospectionSchema', method: 'GET', path: /^\/v1\/apis\/([^/]+)\/schema$/ },
  run(request, [apiId = '']) {
    authorizeApi(account, request, 'GetIntrospectionSchema', apiId);
    const { parsed, schema } = apis.get(apiId);
    const format = request.query.get('format');
    const directives = request.query.get('includeDirectives') !== 'false';
    if (format === 'JSON') return text('application/json', JSON.stringify({ data: introspectionFromSchema(parsed) }));
    if (format !== 'SDL') throw new AwsError('BadRequestException', `The format is SDL or JSON, not ${format}.`);
    return text('application/octet-stream', directives ? print(parse(schema)) : printSchema(parsed));
  },
});

const text = (type: string, body: string) => ({ status: 200, headers: { 'content-type': type }, body });
