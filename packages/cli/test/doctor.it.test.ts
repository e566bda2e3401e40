import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { LOCAL_ACCOUNT, OPERATOR_CREDENTIALS } from '@plumbline/local-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAccount } from '../src/doctor/check-account.ts';
import { declaredFor } from '../src/doctor/declared.ts';
import { type AccountAccess, lookAtAccount } from '../src/doctor/look-at-account.ts';
import { ROOT, type RunningSystem, startSystem } from './running-system.ts';

const CDKTF_OUT = `${ROOT}infra/cdktf.out`;

describe('plumb doctor, at an account that has the system', () => {
  let system: RunningSystem;
  let access: AccountAccess;
  beforeAll(async () => {
    system = await startSystem();
    const config = { endpoint: system.aws.url, region: LOCAL_ACCOUNT.region, credentials: OPERATOR_CREDENTIALS };
    access = {
      sts: new STSClient(config),
      lambda: new LambdaClient(config),
      events: new EventBridgeClient(config),
      s3: new S3Client({ ...config, forcePathStyle: true }),
      apiGatewayRole: async () => undefined,
    };
  });
  afterAll(() => system.aws.stop());

  it('when the doctor reads it, then it has our buckets and rules, and quota for them', async () => {
    const declared = await declaredFor('dev', CDKTF_OUT);
    if (!('value' in declared)) throw new Error(declared.unknown);
    expect(declared.value.region).toBe('eu-west-1');
    expect([...declared.value.rules.keys()].sort()).toEqual(['default', 'plumbline-dev']);
    const { rules, buckets } = declared.value;
    const facts = await lookAtAccount(access, { buses: [...rules.keys()], buckets: (account) => [...buckets(account), 'unowned'] });
    expect(facts.identity).toEqual({ value: { accountId: LOCAL_ACCOUNT.accountId, arn: expect.stringContaining(':user/operator') } });
    expect(facts.rules).toEqual({ value: new Map([...rules].map(([bus, names]) => [bus, expect.arrayContaining([...names])])) });
    expect(facts.buckets).toEqual({
      value: new Map([...buckets(LOCAL_ACCOUNT.accountId).map((name) => [name, 'us'] as const), ['unowned', 'none']]),
    });
    expect(checkAccount(facts, declared).filter(({ status }) => status === 'missing')).toEqual([]);
  });

  it('when a call fails, then only the facts that depend on it are unknown, with the reason', async () => {
    const refuses = { send: () => Promise.reject(Object.assign(new Error('you may not'), { name: 'AccessDenied' })) };
    const facts = await lookAtAccount({ ...access, lambda: refuses, s3: refuses }, { buses: [], buckets: () => ['some'] });
    expect(facts.concurrency).toEqual({ unknown: 'AccessDenied: you may not' });
    expect(facts.buckets).toEqual({ unknown: 'AccessDenied: you may not' });
    expect(facts.identity).toHaveProperty('value');
  });

  it('when credentials are missing, then the doctor makes no other call', async () => {
    const sts = new STSClient({
      endpoint: system.aws.url,
      region: 'eu-west-1',
      credentials: async () => {
        throw new Error('none');
      },
    });
    const facts = await lookAtAccount({ ...access, sts }, { buses: ['default'], buckets: () => [] });
    expect(facts.identity).toEqual({ unknown: 'Error: none' });
    expect([facts.rules, facts.buckets, facts.concurrency]).toEqual(Array(3).fill({ unknown: 'credentials are missing' }));
  });

  it('when a bus has more rules than a page, then all of them are read', async () => {
    const pages = [{ Rules: [{ Name: 'a' }], NextToken: 'more' }, { Rules: [{ Name: 'b' }] }];
    const events = { send: () => Promise.resolve(pages.shift()) };
    const facts = await lookAtAccount({ ...access, events }, { buses: ['default'], buckets: () => [] });
    expect(facts.rules).toEqual({ value: new Map([['default', ['a', 'b']]]) });
  });
});

describe('the declared environment', () => {
  it('when another environment is synthesized, or none, then the doctor names the command to run', async () => {
    expect(await declaredFor('prod', CDKTF_OUT)).toEqual({ unknown: expect.stringContaining('PLUMBLINE_ENVIRONMENT=prod npm run synth') });
    expect(await declaredFor('dev', `${ROOT}nowhere`)).toEqual({ unknown: expect.stringContaining('npm run synth') });
  });
});
