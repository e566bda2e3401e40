import { APPSYNC, type Principal } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';
import { callDynamoDb } from '../data-sources/call-dynamodb.ts';
import { callEventBridge } from '../data-sources/call-eventbridge.ts';
import { callHttp } from '../data-sources/call-http.ts';
import { callLambda, readLambdaRequest } from '../data-sources/call-lambda.ts';
import { callNone } from '../data-sources/call-none.ts';
import type { DataSourceAnswer } from '../data-sources/data-source-call.ts';
import type { DataSource } from '../graphql-api.ts';
import type { Json } from '../json.ts';
import { ResolverError } from '../resolver-error.ts';
import type { FieldCall } from './field-call.ts';

/** Calls a data source with the request of a handler. Throws ResolverError for a request that it cannot read. */
export const callDataSource = async (
  context: AppSyncContext,
  dataSource: DataSource,
  request: Json,
  field: FieldCall,
  traceHeader: string | undefined,
): Promise<DataSourceAnswer> => {
  const { ports } = context;
  switch (dataSource.type) {
    case 'NONE':
      return { result: callNone(request) };
    case 'AMAZON_DYNAMODB': {
      const role = dataSource.useCallerCredentials ? field.request.caller.principal : roleOf(context, dataSource, field);
      return callDynamoDb(ports, { request, role, traceHeader, tableName: dataSource.tableName });
    }
    case 'AWS_LAMBDA': {
      const { functionArn } = dataSource;
      const role = roleOf(context, dataSource, field);
      return callLambda(ports, { ...readLambdaRequest(request), functionArn, role, traceHeader });
    }
    case 'AMAZON_EVENTBRIDGE':
      return callEventBridge(ports, {
        request,
        role: roleOf(context, dataSource, field),
        traceHeader,
        eventBusArn: dataSource.eventBusArn,
      });
    case 'HTTP': {
      const role = dataSource.signing === undefined ? undefined : roleOf(context, dataSource, field);
      return callHttp(context, { request, role, traceHeader, endpoint: dataSource.endpoint, signing: dataSource.signing });
    }
  }
};

/** The role that AppSync assumes for a data source. Throws ResolverError when the role does not trust AppSync. */
export const roleOf = ({ iam }: Pick<AppSyncContext, 'iam'>, { roleArn, name }: DataSource, { request }: FieldCall): Principal => {
  if (roleArn !== undefined && iam.trusts(roleArn, APPSYNC, request.api.arn)) return iam.principalOf(roleArn, 'APPSYNC_ASSUME_ROLE');
  const why = roleArn === undefined ? `The data source ${name} has no role` : `Unable to assume role ${roleArn}`;
  throw new ResolverError(`${why}.`, { errorType: 'Unauthorized' });
};
