import { hash } from 'node:crypto';
import type { PolicyDocument, Statement } from '@plumbline/iam-policy';
import { evaluate } from '@plumbline/iam-policy';
import type { Account, Store } from '@plumbline/local-aws-kernel';
import { AwsError, openSettings, type Settings } from '@plumbline/local-aws-kernel';
import { notFound } from './check-member.ts';
import type { FunctionDefinition } from './function-definition.ts';

/** A removable statement. */
export interface PermissionStatement extends Statement {
  readonly Sid: string;
}

/** The resource policies of functions, which allow callers besides the account's identities. */
export interface ResourcePolicies {
  readonly settings: Settings<Permission>;
  /**
   * From Terraform. Throws ResourceConflictException when Terraform declares another statement with its `Sid`.
   * @param statement gets a `Sid` if it has none, and the function as its `Resource` if it has none.
   */
  declare(definition: FunctionDefinition, statement: Statement): void;
  /** Over the API. Throws ResourceConflictException when the function has a statement with this `Sid`. */
  add(definition: FunctionDefinition, statement: PermissionStatement): void;
  /** Throws ResourceNotFoundException. */
  remove(definition: FunctionDefinition, sid: string): void;
  /** In GetPolicy's form. Throws ResourceNotFoundException when the function has no policy. */
  get(definition: FunctionDefinition): { readonly policy: PolicyDocument; readonly revisionId: string };
  /** Whether an AWS service may invoke the function on behalf of `sourceArn`. */
  permits(definition: FunctionDefinition, servicePrincipal: string, sourceArn: string): boolean;
}

interface Permission {
  readonly functionName: string;
  readonly statement: PermissionStatement;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
export const openResourcePolicies = (store: Store, account: Account): ResourcePolicies => {
  const settings = openSettings<Permission>(store, 'permission');
  const keyOf = ({ name }: FunctionDefinition, sid: string): string => `${name} ${sid}`;
  /** Sorted by function once, because each delivery reads them. */
  let byFunction: ReadonlyMap<string, readonly PermissionStatement[]> | undefined;

  const statementsOf = ({ name }: FunctionDefinition): readonly PermissionStatement[] => {
    byFunction ??= sorted(settings);
    return byFunction.get(name) ?? [];
  };

  return {
    settings,
    declare(definition, statement) {
      byFunction = undefined;
      const { Sid = hash('sha256', JSON.stringify(statement)), Resource = definition.arn, ...others } = statement;
      const declared = { functionName: definition.name, statement: { Sid, ...others, Resource } };
      const key = keyOf(definition, Sid);
      const before = settings.made().includes(key) ? undefined : settings.get(key);
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(declared)) {
        const message = `The function ${definition.name} has two permissions with the statement id ${Sid}, and AWS rejects the second one. Give each permission its own statement id.`;
        throw new AwsError('ResourceConflictException', message, { status: 409 });
      }
      settings.declare(key, declared);
    },
    add(definition, statement) {
      const key = keyOf(definition, statement.Sid);
      if (settings.get(key) !== undefined) {
        const message = `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
        throw new AwsError('ResourceConflictException', message, { status: 409 });
      }
      byFunction = undefined;
      settings.change(key, { functionName: definition.name, statement });
    },
    remove(definition, sid) {
      const key = keyOf(definition, sid);
      if (statementsOf(definition).length === 0) throw notFound('No policy is associated with the given resource.');
      if (settings.get(key) === undefined) throw notFound(`Statement ${sid} is not found in resource policy.`);
      byFunction = undefined;
      settings.remove(key);
    },
    get(definition) {
      const statements = statementsOf(definition);
      if (statements.length === 0) throw notFound('The resource you requested does not exist.');
      const policy = { Version: '2012-10-17', Id: 'default', Statement: statements };
      return { policy, revisionId: revisionOf(policy) };
    },
    permits(definition, servicePrincipal, sourceArn) {
      const permission = {
        action: 'lambda:InvokeFunction',
        resource: definition.arn,
        conditionKeys: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': account.accountId },
      };
      const caller = { type: 'Service', id: servicePrincipal } as const;
      return evaluate([{ Statement: statementsOf(definition) }], permission, caller) === 'allowed';
    },
  };
};

const sorted = (settings: Settings<Permission>): ReadonlyMap<string, readonly PermissionStatement[]> => {
  const found = new Map<string, PermissionStatement[]>();
  for (const [, { functionName, statement }] of settings.entries()) {
    const statements = found.get(functionName);
    if (statements === undefined) found.set(functionName, [statement]);
    else statements.push(statement);
  }
  return found;
};

/** Changes with the policy, in the form of AWS's revision ids. */
const revisionOf = (policy: PolicyDocument): string =>
  hash('sha256', JSON.stringify(policy)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
