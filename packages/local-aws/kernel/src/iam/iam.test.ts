import type { Statement } from '@plumbline/iam-policy';
import { beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../account.ts';
import { type Iam, openIam } from './iam.ts';

const ROLE = 'arn:aws:iam::000000000000:role/service/orders';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:orders';
const RULE = 'arn:aws:events:eu-west-1:000000000000:rule/orders/new';
const SEND = { action: 'sqs:SendMessage', resource: QUEUE };

let iam: Iam;
const trust = (Condition: Statement['Condition'] = {}): void =>
  iam.putRole(ROLE, {
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' }, Condition },
  });
const policy = (name: string, Effect: 'Allow' | 'Deny'): void =>
  iam.putRolePolicy(ROLE, name, { Statement: { Effect, Action: 'sqs:*', Resource: QUEUE } });

beforeEach(() => {
  iam = openIam(LOCAL_ACCOUNT);
  trust();
});

describe('the permissions of a role', () => {
  it('when no policy allows it, then the refusal has the words of AWS', () => {
    const caller = iam.principalOf(ROLE, 'new-order');
    expect(() => iam.authorize(caller, SEND)).toThrow(
      expect.objectContaining({
        code: 'AccessDeniedException',
        message: `User: arn:aws:sts::000000000000:assumed-role/orders/new-order is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} because no identity-based policy allows the sqs:SendMessage action`,
      }),
    );
  });

  it('when one policy allows it, then it may, until another one denies it', () => {
    const caller = iam.principalOf(ROLE, 'new-order');
    policy('allow', 'Allow');
    expect(iam.refusal(caller, SEND)).toBeUndefined();
    policy('deny', 'Deny');
    expect(iam.refusal(caller, SEND)).toContain('with an explicit deny in an identity-based policy');
    policy('deny', 'Allow');
    expect(iam.refusal(caller, SEND)).toBeUndefined();
  });

  it('when the role is deployed again, then it keeps its policies', () => {
    policy('allow', 'Allow');
    trust();
    expect(iam.refusal(iam.principalOf(ROLE, 's'), SEND)).toBeUndefined();
  });

  it('when the caller is the operator, then every call is allowed; when it is anonymous, none is', () => {
    expect(iam.refusal({ kind: 'operator' }, SEND)).toBeUndefined();
    expect(iam.refusal({ kind: 'anonymous' }, SEND)).toContain('Anonymous callers may not perform: sqs:SendMessage');
  });

  it('when a policy is put on a missing role, then the error names the role', () => {
    expect(() => iam.putRolePolicy(`${ROLE}x`, 'a', { Statement: [] })).toThrow(
      'The role arn:aws:iam::000000000000:role/service/ordersx cannot be found.',
    );
  });
});

describe('the services that may assume a role', () => {
  it.each<readonly [rule: string, Condition: Statement['Condition'], expected: boolean]>([
    ['there is no condition', {}, true],
    ['aws:SourceArn matches', { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/orders/*' } }, true],
    ['aws:SourceArn is of another rule', { ArnEquals: { 'aws:SourceArn': `${RULE}er` } }, false],
    ['aws:SourceAccount matches', { StringEquals: { 'aws:SourceAccount': '000000000000' } }, true],
    ['aws:SourceAccount is another', { StringEquals: { 'aws:SourceAccount': '111111111111' } }, false],
  ])('when %s, then the answer for EventBridge is %3$s', (_rule, condition, expected) => {
    trust(condition);
    expect(iam.trusts(ROLE, 'events.amazonaws.com', RULE)).toBe(expected);
  });

  it('when it is another service, or the role does not exist, then it may not', () => {
    expect(iam.trusts(ROLE, 'lambda.amazonaws.com', RULE)).toBe(false);
    expect(iam.trusts(`${ROLE}x`, 'events.amazonaws.com', RULE)).toBe(false);
  });
});
