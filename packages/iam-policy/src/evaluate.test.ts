import { describe, expect, it } from 'vitest';
import { evaluate, type PolicyPrincipal, type Verdict } from './evaluate.ts';
import type { Permission } from './permission.ts';
import type { Statement } from './policy-document.ts';

const TABLE = 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders';
const PUT: Permission = { action: 'dynamodb:PutItem', resource: TABLE };
const allow: Statement = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: TABLE };
const deny: Statement = { ...allow, Effect: 'Deny' };

const verdict = (statements: readonly Statement[], permission = PUT, principal?: PolicyPrincipal): Verdict =>
  evaluate([{ Statement: statements }], permission, principal);

describe('identity policies', () => {
  it.each<readonly [rule: string, statements: readonly Statement[], Verdict]>([
    ['there is no statement', [], 'implicitDeny'],
    ['it is allowed', [allow], 'allowed'],
    ['it is allowed and denied', [allow, deny], 'explicitDeny'],
    ['it is denied before it is allowed', [deny, allow], 'explicitDeny'],
    ['another action is allowed', [{ ...allow, Action: 'dynamodb:GetItem' }], 'implicitDeny'],
    ['one of several actions is', [{ ...allow, Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] }], 'allowed'],
    ['the action has wildcards', [{ ...allow, Action: 'dynamodb:*It?m' }], 'allowed'],
    ['the action is *', [{ ...allow, Action: '*' }], 'allowed'],
    ['the action differs in case', [{ ...allow, Action: 'DynamoDB:putitem' }], 'allowed'],
    ['the action has a dot where a regular expression would match', [{ ...allow, Action: 'dynamodb.PutItem' }], 'implicitDeny'],
    ['another resource is allowed', [{ ...allow, Resource: `${TABLE}s` }], 'implicitDeny'],
    ['the resource has wildcards', [{ ...allow, Resource: 'arn:aws:dynamodb:*:*:table/ord?rs*' }], 'allowed'],
    ['the resource differs in case', [{ ...allow, Resource: TABLE.toUpperCase() }], 'implicitDeny'],
    ['one of several resources is', [{ ...allow, Resource: ['x', TABLE] }], 'allowed'],
    ['the statement has no resource', [{ Effect: 'Allow', Action: '*' }], 'implicitDeny'],
    ['NotAction names it', [{ Effect: 'Allow', NotAction: ['dynamodb:Put*'], Resource: '*' }], 'implicitDeny'],
    ['NotAction names another', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], 'allowed'],
    ['NotResource names it', [{ Effect: 'Allow', Action: '*', NotResource: TABLE }], 'implicitDeny'],
    ['NotResource names another', [{ Effect: 'Deny', Action: '*', NotResource: `${TABLE}s` }, allow], 'explicitDeny'],
    ['a condition holds', [{ ...allow, Condition: { Null: { 'a:b': 'true' } } }], 'allowed'],
    ['one of two conditions fails', [{ ...allow, Condition: { Null: { 'a:b': 'true' }, StringEquals: { 'a:b': 'x' } } }], 'implicitDeny'],
    ['an allow has an unknown operator', [{ ...allow, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }], 'implicitDeny'],
    ['a deny has an unknown operator', [allow, { ...deny, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }], 'explicitDeny'],
  ])('when %s, then the verdict is %3$s', (_rule, statements, expected) => {
    expect(verdict(statements)).toBe(expected);
  });

  it('when one policy allows and another denies, then it is denied', () => {
    expect(evaluate([{ Statement: allow }, { Statement: deny }], PUT)).toBe('explicitDeny');
  });
});

describe('resource policies', () => {
  const events: PolicyPrincipal = { type: 'Service', id: 'events.amazonaws.com' };
  const role: PolicyPrincipal = { type: 'AWS', id: 'arn:aws:iam::000000000000:role/orders' };
  const withPrincipal = (Principal: Statement['Principal']): readonly Statement[] => [{ ...allow, ...(Principal && { Principal }) }];

  it.each<readonly [stated: Statement['Principal'], principal: PolicyPrincipal, Verdict]>([
    [{ Service: 'events.amazonaws.com' }, events, 'allowed'],
    [{ Service: ['sns.amazonaws.com', 'events.amazonaws.com'] }, events, 'allowed'],
    [{ Service: 'sns.amazonaws.com' }, events, 'implicitDeny'],
    [{ AWS: 'events.amazonaws.com' }, events, 'implicitDeny'],
    ['*', events, 'allowed'],
    [{ AWS: '*' }, events, 'allowed'],
    [{ AWS: role.id }, role, 'allowed'],
    [{ AWS: '000000000000' }, role, 'allowed'],
    [{ AWS: 'arn:aws:iam::000000000000:root' }, role, 'allowed'],
    [{ AWS: 'arn:aws:iam::111111111111:root' }, role, 'implicitDeny'],
    [{ AWS: 'arn:aws:iam::000000000000:role/other' }, role, 'implicitDeny'],
    [{ Service: '*' }, role, 'implicitDeny'],
    [undefined, role, 'implicitDeny'],
  ])('when the principal is %j and %o calls, then the verdict is %3$s', (stated, principal, expected) => {
    expect(verdict(withPrincipal(stated), PUT, principal)).toBe(expected);
  });

  it('when a deny excludes some principals with NotPrincipal, then only those are allowed', () => {
    const statements: readonly Statement[] = [...withPrincipal('*'), { ...deny, NotPrincipal: { AWS: role.id } }];
    expect(verdict(statements, PUT, role)).toBe('allowed');
    expect(verdict(statements, PUT, events)).toBe('explicitDeny');
  });

  it('when it has no resource, as a trust policy, then it applies to the resource that it belongs to', () => {
    const trust: Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: events.id } };
    expect(verdict([trust], { action: 'sts:AssumeRole', resource: role.id }, events)).toBe('allowed');
  });
});
