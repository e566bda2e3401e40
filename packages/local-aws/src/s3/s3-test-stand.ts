import { S3Client } from '@aws-sdk/client-s3';
import { LOCAL_ACCOUNT } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import { type VirtualClock, virtualClock } from '../clock/virtual-clock.ts';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';
import type { Iam } from '../iam/iam.ts';
import type { Permission } from '../iam/permission.ts';
import { openStore, type Store } from '../store/store.ts';
import type { S3Event } from './object-events.ts';
import { openS3, type S3 } from './s3.ts';

/** For tests: S3 behind a real endpoint, with a clock that the test moves and everything allowed but what it refuses. */
export interface S3TestStand {
  readonly s3: S3;
  readonly client: S3Client;
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly endpoint: Endpoint;
  /** What has been emitted to the bus. */
  readonly events: S3Event[];
  /** Actions that are refused from now on. */
  readonly refused: Set<string>;
  /** What was asked for, as `action resource`. */
  readonly asked: string[];
  readonly errors: unknown[];
  stop(): Promise<void>;
}

export const startS3TestStand = async (file = ':memory:', clock = virtualClock()): Promise<S3TestStand> => {
  const store = openStore(file);
  const events: S3Event[] = [];
  const refused = new Set<string>();
  const asked: string[] = [];
  const errors: unknown[] = [];
  const s3 = openS3({ store, clock, account: LOCAL_ACCOUNT, emitEvent: (event) => events.push(event) });
  const iam: Pick<Iam, 'callerOf' | 'authorize'> = {
    callerOf: () => ({ kind: 'operator' }),
    authorize: (_caller, { action, resource }: Permission) => {
      asked.push(`${action} ${resource}`);
      if (refused.has(action)) throw new AwsError('AccessDeniedException', `no ${action} on ${resource}`, { status: 403 });
    },
  };
  const endpoint = await startEndpoint({
    port: 0,
    services: [s3.service],
    executeApi: s3.service,
    iam: iam as Iam,
    store,
    onError: (error) => errors.push(error),
  });
  s3.start();
  const client = new S3Client({
    endpoint: endpoint.url,
    region: LOCAL_ACCOUNT.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    s3,
    client,
    clock,
    store,
    endpoint,
    events,
    refused,
    asked,
    errors,
    async stop() {
      client.destroy();
      s3.stop();
      await endpoint.close();
      store.close();
    },
  };
};
