import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { type Stand, startStand } from '@plumbline/local-aws-kernel/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { iam } from './index.ts';

let stand: Stand<{ sts: typeof iam }>;

beforeEach(async () => {
  stand = await startStand({ sts: iam });
});
afterEach(() => stand.stop());

describe('GetCallerIdentity', () => {
  it('when the operator asks, then it is the operator of the account', async () => {
    expect(await new STSClient(stand.clientConfig).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:user/operator',
    });
  });

  it('when a role asks, then it is its session', async () => {
    const { credentials } = stand.iam.assumeRole(stand.putRole('orders'), 'new-order');
    expect(await new STSClient({ ...stand.clientConfig, credentials }).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: 'arn:aws:sts::000000000000:assumed-role/orders/new-order',
    });
  });

  it('when another operation is called, then the error names it', async () => {
    await expect(new STSClient(stand.clientConfig).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 501 },
    });
  });
});
