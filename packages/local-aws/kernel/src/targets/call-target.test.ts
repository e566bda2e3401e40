import type { PolicyDocument } from '@plumbline/iam-policy';
import { describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import { openIam } from '../iam/iam.ts';
import { callTarget } from './call-target.ts';
import { type Sender, TAKEN, type TargetCall, type TargetPort } from './target.ts';

const ARN = 'arn:aws:sqs:eu-west-1:000000000000:q';
const ROLE = 'arn:aws:iam::000000000000:role/r';
const SENDER: Sender = { principal: 'events.amazonaws.com', sourceArn: 'arn:aws:events:eu-west-1:000000000000:rule/r' };
const ANYONE: PolicyDocument = { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } };

const port = (more: Partial<TargetPort> = {}): TargetPort => ({
  kindOf: () => 'queue',
  exists: () => true,
  notFound: () => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.'),
  permissions: ({ arn }) => [{ action: 'sqs:SendMessage', resource: arn }],
  hasPolicy: () => true,
  policyAllows: () => true,
  atOnce: () => true,
  take: () => TAKEN,
  ...more,
});
/** A sender with a role that may do `action`. */
const asRole = (action: string): { readonly iam: ReturnType<typeof openIam>; readonly sender: Sender } => {
  const iam = openIam(LOCAL_ACCOUNT);
  iam.putRole(ROLE, ANYONE);
  iam.putRolePolicy(ROLE, 'p', { Statement: { Effect: 'Allow', Action: action, Resource: '*' } });
  return { iam, sender: { ...SENDER, role: iam.principalOf(ROLE, 's') } };
};
const call = (more: Partial<TargetCall> = {}): TargetCall => ({ arn: ARN, input: '{}', sender: SENDER, ...more });
const withoutRole = (target: TargetPort | undefined, more?: Partial<TargetCall>) => callTarget(target, openIam(LOCAL_ACCOUNT), call(more));

describe('a call to a target', () => {
  it.each<readonly [string, TargetPort | undefined, object]>([
    [
      'no service takes in such resources',
      undefined,
      { reason: 'missing', retryable: false, message: `local-aws cannot deliver to targets such as ${ARN}.` },
    ],
    ['the resource does not exist', port({ exists: () => false }), { reason: 'missing', code: 'QueueDoesNotExist', retryable: false }],
    [
      "the resource's policy does not let the sender",
      port({ policyAllows: () => false }),
      {
        reason: 'forbidden',
        message: `The policy of the queue ${ARN} does not allow events.amazonaws.com to send on behalf of ${SENDER.sourceArn}.`,
      },
    ],
    ['the resource has no policy', port({ hasPolicy: () => false }), { reason: 'forbidden', retryable: false }],
    [
      'the service refuses what it gets',
      port({
        take: () => {
          throw new AwsError('InvalidParameterValue', 'Too long.');
        },
      }),
      { reason: 'rejected', code: 'InvalidParameterValue', message: 'Too long.', retryable: false },
    ],
    [
      'the service refuses it later',
      port({ take: () => Promise.reject(new AwsError('InvalidParameterValue', 'Too long.')) }),
      { reason: 'rejected', code: 'InvalidParameterValue' },
    ],
  ])('without a role, when %s, then it fails with the reason', async (_when, target, failure) => {
    expect(await withoutRole(target)).toMatchObject({ kind: 'failed', ...failure });
  });

  it('when every check passes, then it is accepted immediately', () => {
    expect(withoutRole(port())).toEqual(TAKEN);
  });

  it("with a role, when the role may, then the resource's policy does not apply", () => {
    const { iam, sender } = asRole('sqs:SendMessage');
    expect(callTarget(port({ policyAllows: () => false }), iam, call({ sender }))).toEqual(TAKEN);
  });

  it('with a role, when the role may not, then it fails before anyone learns whether the resource exists', () => {
    const { iam, sender } = asRole('sqs:ReceiveMessage');
    expect(callTarget(port({ exists: () => false }), iam, call({ sender }))).toMatchObject({
      reason: 'forbidden',
      code: 'AccessDeniedException',
    });
  });

  it('when local-aws itself fails, then the failure is not taken for a refusal', () => {
    const broken = port({
      take: () => {
        throw new TypeError('a defect');
      },
    });
    expect(() => withoutRole(broken)).toThrow('a defect');
  });
});
