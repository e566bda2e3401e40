import { homedir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { EnvironmentName } from '@plumbline/event-kit';
import { compiledStacks } from '../stacks/compiled-stacks.ts';
import { apiGatewayRole } from './api-gateway-role.ts';
import { checkAccount } from './check-account.ts';
import { checkHcp } from './check-hcp.ts';
import { checkMachine } from './check-machine.ts';
import { declaredFor } from './declared.ts';
import type { Diagnosis } from './diagnosis.ts';
import { drawDiagnoses } from './draw-diagnoses.ts';
import { lookAtAccount } from './look-at-account.ts';
import { lookAtHcp } from './look-at-hcp.ts';
import { lookAtMachine } from './look-at-machine.ts';

export interface DoctorOptions {
  /** Also check the account of this machine's credentials, and HCP Terraform. */
  readonly aws: boolean;
  readonly environment: EnvironmentName;
  readonly json: boolean;
}

/** Reports missing prerequisites of a machine and an account. Returns the exit code: 1 when a required one is missing. */
export const doctor = async (root: string, { aws, environment, json }: DoctorOptions, say: (line: string) => void): Promise<number> => {
  const diagnoses = [
    ...checkMachine(await lookAtMachine(root)),
    ...(aws ? await accountDiagnoses(join(root, 'infra/cdktf.out'), environment) : []),
  ];
  say(json ? JSON.stringify(diagnoses, null, 2) : drawDiagnoses(diagnoses));
  return diagnoses.some(({ status, required }) => status === 'missing' && required === true) ? 1 : 0;
};

const accountDiagnoses = async (cdktfOut: string, environment: EnvironmentName): Promise<readonly Diagnosis[]> => {
  const declared = await declaredFor(environment, cdktfOut);
  const sts = new STSClient({});
  const access = {
    sts,
    lambda: new LambdaClient({}),
    events: new EventBridgeClient({}),
    s3: new S3Client({}),
    apiGatewayRole: () => apiGatewayRole(sts.config),
  };
  const { rules, buckets } = 'value' in declared ? declared.value : { rules: new Map<string, readonly string[]>(), buckets: () => [] };
  const stacks = (await compiledStacks(cdktfOut)) ?? [];
  const [facts, hcp] = await Promise.all([
    lookAtAccount(access, { buses: [...rules.keys()], buckets }),
    lookAtHcp(stacks, { variables: process.env, home: homedir(), fetch }),
  ]);
  return [...checkAccount(facts, declared), ...checkHcp(hcp)];
};
