import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_ACCOUNT } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import { type VirtualClock, virtualClock } from '../clock/virtual-clock.ts';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';
import type { Iam } from '../iam/iam.ts';
import type { Permission } from '../iam/permission.ts';
import { openStore, type Store } from '../store/store.ts';
import { openSqs, type Sqs } from './sqs.ts';

/** For tests: SQS behind a real endpoint, with a clock that the test moves and everything allowed but what it refuses. */
export interface SqsTestStand {
  readonly sqs: Sqs;
  readonly client: SQSClient;
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly endpoint: Endpoint;
  /** Actions that are refused from now on. */
  readonly refused: Set<string>;
  readonly errors: unknown[];
  stop(): Promise<void>;
}

export const startSqsTestStand = async (file = ':memory:', clock = virtualClock()): Promise<SqsTestStand> => {
  const store = openStore(file);
  const refused = new Set<string>();
  const errors: unknown[] = [];
  const sqs: Sqs = openSqs({ store, clock, account: LOCAL_ACCOUNT, endpointUrl: () => endpoint.url });
  const iam: Pick<Iam, 'callerOf' | 'authorize'> = {
    callerOf: () => ({ kind: 'operator' }),
    authorize: (_caller, permission: Permission) => {
      if (refused.has(permission.action))
        throw new AwsError('AccessDeniedException', `no ${permission.action} on ${permission.resource}`, { status: 403 });
    },
  };
  const endpoint = await startEndpoint({
    port: 0,
    services: [sqs.service],
    executeApi: sqs.service,
    iam: iam as Iam,
    store,
    onError: (error) => errors.push(error),
  });
  sqs.start();
  const client = new SQSClient({
    endpoint: endpoint.url,
    region: LOCAL_ACCOUNT.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    sqs,
    client,
    clock,
    store,
    endpoint,
    refused,
    errors,
    async stop() {
      client.destroy();
      sqs.stop();
      await endpoint.close();
      store.close();
    },
  };
};
