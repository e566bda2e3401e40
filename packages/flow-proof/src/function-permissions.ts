import type { Statement } from '@plumbline/iam-policy';
import { isUnresolved, type Resource, textOf } from '@plumbline/topology';
import type { Proof } from './flow-system.ts';
import type { PlacedPolicy } from './placed-policy.ts';

/** A declared function with the qualifier of a reference to it. */
export interface NamedFunction {
  readonly fn: Resource;
  /** An alias or a version, which has permissions of its own. */
  readonly qualifier: string | undefined;
}

/** `name`, `name:alias`, `123456789012:function:name` and the whole ARN, https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const NAME = /^(?:(?<arn>arn:[^:]+:lambda:[^:]*:[^:]*):function:|\d{12}:(?:function:)?)?(?<name>[^:]+)(?::(?<qualifier>[^:]+))?$/;

/** Finds the declared function that a string names, in any form that AWS accepts. */
export const functionNamed = ({ where }: Pick<Proof, 'where'>, text: unknown): NamedFunction | undefined => {
  const { arn, name, qualifier } = NAME.exec(typeof text === 'string' ? text : '')?.groups ?? {};
  if (name === undefined) return undefined;
  const fn = where('aws_lambda_function', 'function_name', name).find(
    ({ values }) => arn === undefined || values.arn === `${arn}:function:${name}`,
  );
  return fn && { fn, qualifier };
};

/** A permission, as the policy statement that AWS derives from it. */
export interface FunctionPermission extends PlacedPolicy {
  readonly statement: Statement;
  /** The ARN of the function, without alias or version. */
  readonly functionArn: string;
}

/** Every permission for a declared function. */
export const functionPermissions = (proof: Proof): readonly FunctionPermission[] => {
  const known = permissions.get(proof);
  if (known !== undefined) return known;
  const all = proof.all('aws_lambda_permission').flatMap((at) => {
    const named = functionNamed(proof, at.values.function_name);
    if (named === undefined) return [];
    const functionArn = String(named.fn.values.arn);
    const qualifier = textOf(at.values.qualifier) ?? named.qualifier;
    const statement = permissionStatement(at, qualifier === undefined ? functionArn : `${functionArn}:${qualifier}`);
    return [{ at, functionArn, statement, document: { Statement: statement } }];
  });
  permissions.set(proof, all);
  return all;
};

/** Cached, because every rule needs them. */
const permissions = new WeakMap<Proof, readonly FunctionPermission[]>();

/** A function's policy from its permissions; `undefined` when part of it can't be read. */
export const functionPolicies = (proof: Proof, functionArn: string): readonly FunctionPermission[] | undefined => {
  if (proof.mayHide('aws_lambda_permission', 'function_name')) return undefined;
  const known = byFunction.get(proof) ?? Map.groupBy(functionPermissions(proof), (permission) => permission.functionArn);
  byFunction.set(proof, known);
  const own = known.get(functionArn) ?? [];
  return own.some(({ at }) => Object.values(at.values).some(isUnresolved)) ? undefined : own;
};

const byFunction = new WeakMap<Proof, ReadonlyMap<string, readonly FunctionPermission[]>>();

const permissionStatement = ({ values }: Resource, resource: string): Statement => {
  const principal = textOf(values.principal) ?? '';
  const sourceArn = textOf(values.source_arn);
  const equal = {
    ...given('AWS:SourceAccount', values.source_account),
    ...given('aws:PrincipalOrgID', values.principal_org_id),
    ...given('lambda:EventSourceToken', values.event_source_token),
  };
  return {
    Sid: textOf(values.statement_id) ?? '',
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: textOf(values.action) ?? '',
    Resource: resource,
    ...((sourceArn !== undefined || Object.keys(equal).length > 0) && {
      Condition: {
        ...(sourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': sourceArn } }),
        ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
      },
    }),
  };
};

const given = (key: string, value: Resource['values'][string] | undefined): Record<string, string> => {
  const text = textOf(value);
  return text === undefined ? {} : { [key]: text };
};
