import type { AwsRequest } from '@plumbline/local-aws-kernel';
import { AwsError, bodyOf, json, NO_CONTENT, type Route } from '@plumbline/local-aws-kernel';
import { notFound, validation } from './check-member.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { type PermissionGrant, permissionStatement } from './permission-statement.ts';
import { allow, checkQualifier, required } from './route.ts';
import type { LambdaServiceProps } from './service-props.ts';

const POLICY = /^\/2015-03-31\/functions\/([^/]+)\/policy$/;
const STATEMENT = /^\/2015-03-31\/functions\/([^/]+)\/policy\/([^/]+)$/;

/** AddPermission, RemovePermission, GetPolicy. */
export const policyRoutes = ({ account, functions, functionOf, settings: { policies } }: LambdaServiceProps): readonly Route[] => [
  {
    operation: 'AddPermission',
    method: 'POST',
    path: POLICY,
    run(request, [name = '']) {
      checkQualifier(request);
      const definition = functionOf(name);
      request.authorize({ action: 'lambda:AddPermission', resource: definition.arn });
      const grant = readGrant(request);
      checkRevision(policies, definition, bodyOf(request).text('RevisionId'));
      const statement = permissionStatement(account, definition.arn, grant);
      policies.add(definition, statement);
      return json(201, { Statement: JSON.stringify(statement) });
    },
  },
  {
    operation: 'RemovePermission',
    method: 'DELETE',
    path: STATEMENT,
    run(request, [name = '', sid = '']) {
      checkQualifier(request);
      if (!functions.exists(name)) throw notFound(`No policy found for: ${name}`);
      const definition = functionOf(name);
      request.authorize({ action: 'lambda:RemovePermission', resource: definition.arn });
      checkRevision(policies, definition, request.query.get('RevisionId') ?? undefined);
      policies.remove(definition, sid);
      return NO_CONTENT;
    },
  },
  {
    operation: 'GetPolicy',
    method: 'GET',
    path: POLICY,
    run(request, [name = '']) {
      checkQualifier(request);
      const definition = functionOf(name);
      request.authorize({ action: 'lambda:GetPolicy', resource: definition.arn });
      const { policy, revisionId } = policies.get(definition);
      return json(200, { Policy: JSON.stringify(policy), RevisionId: revisionId });
    },
  },
];

const readGrant = (request: AwsRequest): PermissionGrant => {
  const body = bodyOf(request);
  allow(body, 'AddPermission', 'StatementId', 'Action', 'Principal', 'SourceArn', 'SourceAccount', 'RevisionId');
  const sid = required('statementId', body.text('StatementId'));
  const action = required('action', body.text('Action'));
  if (!/^[a-zA-Z0-9-_]+$/.test(sid)) throw validation('statementId', sid, 'satisfy regular expression pattern: ([a-zA-Z0-9-_]+)');
  if (!/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(action))
    throw validation('action', action, 'satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])');
  const sourceArn = body.text('SourceArn');
  const sourceAccount = body.text('SourceAccount');
  return {
    sid,
    action,
    principal: required('principal', body.text('Principal')),
    ...(sourceArn === undefined ? {} : { sourceArn }),
    ...(sourceAccount === undefined ? {} : { sourceAccount }),
  };
};

const checkRevision = (
  policies: LambdaServiceProps['settings']['policies'],
  definition: FunctionDefinition,
  revisionId: string | undefined,
): void => {
  if (revisionId === undefined || policies.get(definition).revisionId === revisionId) return;
  throw new AwsError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    { status: 412 },
  );
};
