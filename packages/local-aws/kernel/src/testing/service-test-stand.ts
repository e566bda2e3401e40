import type { Permission } from '@plumbline/iam-policy';
import { LOCAL_ACCOUNT } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import type { AwsService } from '../endpoint/aws-service.ts';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';
import type { Iam } from '../iam/iam.ts';
import type { Store } from '../store/store.ts';

/** The configuration of any SDK client. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  readonly maxAttempts: number;
}

/** The operator's configuration; a failed call is not retried, so that tests see it. */
export const operatorConfig = (endpoint: string): ClientConfig => ({
  endpoint,
  region: LOCAL_ACCOUNT.region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});

/** For tests: one service behind a real endpoint; every action is allowed unless the test refuses it. */
export interface ServiceTestStand {
  readonly endpoint: Endpoint;
  readonly clientConfig: ClientConfig;
  /** Actions that are refused from now on. */
  readonly refused: Set<string>;
  /** The permissions that the operations requested from IAM, in order. */
  readonly asked: Permission[];
  /** Failures of the service itself. */
  readonly errors: unknown[];
}

export const startServiceTestStand = async (service: AwsService, store: Store): Promise<ServiceTestStand> => {
  const refused = new Set<string>();
  const asked: Permission[] = [];
  const errors: unknown[] = [];
  const iam: Pick<Iam, 'callerOf' | 'authorize'> = {
    callerOf: () => ({ kind: 'operator' }),
    authorize: (_caller, permission) => {
      asked.push(permission);
      if (!refused.has(permission.action)) return;
      throw new AwsError('AccessDeniedException', `no ${permission.action} on ${permission.resource}`, { status: 403 });
    },
  };
  const onError = (error: unknown): void => void errors.push(error);
  const endpoint = await startEndpoint({ port: 0, services: [service], iam: iam as Iam, store, onError });
  return { endpoint, clientConfig: operatorConfig(endpoint.url), refused, asked, errors };
};
