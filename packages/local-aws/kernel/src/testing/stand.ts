import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyDocument, Statement } from '@plumbline/iam-policy';
import { arnOf, LOCAL_ACCOUNT } from '../account.ts';
import { type VirtualClock, virtualClock } from '../clock/virtual-clock.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { NO_FAULTS } from '../faults/fault.ts';
import type { Iam } from '../iam/iam.ts';
import type { Occurrence } from '../occurrence.ts';
import { type Opened, openServices, type ServiceModules, type Services } from '../services.ts';
import { type ClientConfig, operatorConfig } from './service-test-stand.ts';

/** For tests: connected services behind a real endpoint, with a clock that the test advances. */
export interface StandParts extends Omit<Services<ServiceModules>, 'services' | 'clock' | 'listen' | 'start'> {
  readonly clock: VirtualClock;
  readonly endpoint: Endpoint;
  readonly occurrences: Occurrence[];
  readonly errors: unknown[];
  /** The operator's, for any SDK client. */
  readonly clientConfig: ClientConfig;
  /** Creates a role with the policy `statements`, or with full access without them. @returns its ARN. */
  putRole(name: string, ...statements: readonly Statement[]): string;
  /** Resolves when no work is running or due. */
  settled(): Promise<void>;
}

export type Stand<M extends ServiceModules> = StandParts & Opened<M>;

/** The services before they start. */
export type DeployingParts = Pick<StandParts, 'iam' | 'clock' | 'faults' | 'directory' | 'putRole'>;

export interface StandProps<M extends ServiceModules> {
  /** @default in memory */
  readonly file?: string;
  /** @default a clock that stands still until all work has settled */
  readonly clock?: VirtualClock;
  /** Deploys resources before the services start, as Terraform would. @default none */
  readonly deploy?: (stand: DeployingParts & Opened<M>) => unknown;
  /** Between 0 and 1: the jitter of retries. @default always 1, the longest waits */
  readonly random?: () => number;
}

const TRUST: PolicyDocument = { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } };

/**
 * Starts a stand.
 *
 * @example
 * ```ts
 * const stand = await startStand({ sqs, lambda: lambda() });
 * stand.sqs.putQueue({ name: 'q' });
 * ```
 */
export const startStand = async <const M extends ServiceModules>(modules: M, props: StandProps<M> = {}): Promise<Stand<M>> => {
  const { file = ':memory:', deploy, random = () => 1 } = props;
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-test-'));
  const occurrences: Occurrence[] = [];
  const errors: unknown[] = [];
  const settled = (): Promise<void> => core.idle();
  const clock = props.clock ?? virtualClock(Date.UTC(2026, 0, 1), settled);
  const core = openServices(modules, {
    account: LOCAL_ACCOUNT,
    ...{ clock, file, directory, random },
    outbound: {},
    faultPlan: NO_FAULTS,
    observe: (occurrence) => void occurrences.push(occurrence),
    onError: (error) => void errors.push(error),
  });
  const endpoint = await core.listen(0);
  const putRole = roleMaker(core.iam);
  await deploy?.({ ...core.services, iam: core.iam, faults: core.faults, clock, directory, putRole });
  core.start();
  return {
    ...core,
    ...core.services,
    ...{ clock, endpoint, occurrences, errors, settled, putRole },
    clientConfig: operatorConfig(endpoint.url),
    async stop() {
      await core.stop();
      rmSync(directory, { recursive: true });
    },
  };
};

const roleMaker =
  (iam: Iam): StandParts['putRole'] =>
  (name, ...statements) => {
    const roleArn = arnOf(LOCAL_ACCOUNT, 'iam', `role/${name}`);
    iam.putRole(roleArn, TRUST);
    const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    iam.putRolePolicy(roleArn, 'test', { Statement: statements.length === 0 ? everything : statements });
    return roleArn;
  };
