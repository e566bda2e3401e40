import type { PolicyDocument } from '@plumbline/iam-policy';
import { presign } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, API_ARN, type ApiStand, ECHO, eventOf, messageOf, OPERATOR, startApiStand } from './testing/api-stand.ts';

let stand: ApiStand;
beforeEach(async () => {
  stand = await startApiStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

describe('the authorization of callers', () => {
  beforeEach(() => stand.deploy(ECHO));
  const asRole = (policy?: PolicyDocument): Promise<Response> => {
    const allowed = `${API_ARN}/dev/POST/orders`;
    const roleArn = stand.putRole('caller', {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: policy === undefined ? allowed : 'arn:x',
    });
    if (policy !== undefined) stand.apigateway.apis.putPolicy(API, policy);
    return stand.call('/dev/orders', stand.iam.assumeRole(roleArn, 'session').credentials);
  };
  const statement = (Effect: 'Allow' | 'Deny', Resource = `${API_ARN}/*`): PolicyDocument => ({
    Statement: { Effect, Principal: { AWS: 'arn:aws:iam::000000000000:role/caller' }, Action: 'execute-api:Invoke', Resource },
  });

  it('when the operator signs, then it is accepted', async () => expect((await stand.call()).status).toBe(200));

  it('when nothing is signed, then 403', async () => {
    const response = await fetch(stand.urlOf('/dev/orders'), { method: 'POST' });
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(await messageOf(response)).toEqual([403, 'Missing Authentication Token']);
  });

  it('when the signature is wrong, then 403', async () => {
    expect(await messageOf(await stand.call('/dev/orders', { secretAccessKey: 'wrong' }))).toEqual([
      403,
      expect.stringContaining('The request signature we calculated does not match the signature you provided.'),
    ]);
  });

  it('when the credentials are unknown, then 403', async () => {
    const response = await stand.call('/dev/orders', { accessKeyId: 'AKIAUNKNOWN' });
    expect(await messageOf(response)).toEqual([403, 'The security token included in the request is invalid.']);
  });

  it('when the role may call, then it is accepted, and the function receives the caller', async () => {
    const event = await eventOf(await asRole());
    expect(event['requestContext']).toMatchObject({ identity: { userArn: 'arn:aws:sts::000000000000:assumed-role/caller/session' } });
  });

  it('when the role may not call, then 403 names the missing permission', async () => {
    const roleArn = stand.putRole('caller', { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${API_ARN}/dev/GET/*` });
    expect(await messageOf(await stand.call('/dev/orders', stand.iam.assumeRole(roleArn, 's').credentials))).toEqual([
      403,
      expect.stringContaining(`is not authorized to perform: execute-api:Invoke on resource: ${API_ARN}/dev/POST/orders`),
    ]);
    expect(stand.occurrences.filter(({ kind }) => kind === 'invocation')).toEqual([]);
  });

  it("when only the API's policy allows it, then it is taken", async () => expect((await asRole(statement('Allow'))).status).toBe(200));

  it("when the API's policy is about another path, then 403", async () =>
    expect((await asRole(statement('Allow', `${API_ARN}/dev/POST/other`))).status).toBe(403));

  it("when the API's policy denies it, then 403, whatever the role may", async () => {
    const roleArn = stand.putRole('caller');
    stand.apigateway.apis.putPolicy(API, statement('Deny'));
    expect((await stand.call('/dev/orders', stand.iam.assumeRole(roleArn, 's').credentials)).status).toBe(403);
  });

  it("when the role's own policy denies it, then 403, whatever the API's policy allows", async () => {
    const roleArn = stand.putRole('caller', { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: '*' });
    stand.apigateway.apis.putPolicy(API, statement('Allow'));
    expect(await messageOf(await stand.call('/dev/orders', stand.iam.assumeRole(roleArn, 's').credentials))).toEqual([
      403,
      expect.stringContaining('with an explicit deny in an identity-based policy'),
    ]);
  });

  it('when the URL is presigned, then it is taken', async () => {
    const href = presign({ ...OPERATOR, method: 'POST', url: stand.urlOf('/dev/orders?a=1'), service: 'execute-api' }, 60);
    expect((await fetch(href, { method: 'POST' })).status).toBe(200);
  });

  it('when the method needs no authorization, then a signature is not required', async () => {
    await stand.deploy(ECHO, 'open', { authorization: 'NONE' });
    expect((await fetch(stand.urlOf('/dev/open'), { method: 'POST' })).status).toBe(200);
  });

  it('when the function does not permit API Gateway, then 500', async () => {
    const closed = await stand.putFunction('closed', ECHO);
    const integration = { restApiId: API, resourceId: 'root/orders', httpMethod: 'POST', timeoutMs: 29_000 };
    stand.apigateway.apis.putIntegration({ ...integration, functionArn: closed });
    expect(await messageOf(await stand.call())).toEqual([500, 'Internal server error']);
  });
});
