import { S3Client } from '@aws-sdk/client-s3';
import {
  LOCAL_ACCOUNT,
  openJobs,
  openStore,
  type Store,
  targetFailure,
  type VirtualClock,
  virtualClock,
} from '@plumbline/local-aws-kernel';
import { type ServiceTestStand, startServiceTestStand } from '@plumbline/local-aws-kernel/testing';
import { openS3, type S3, type S3Ports, type S3Props } from '../s3.ts';
import type { S3Event } from '../s3-event.ts';

/** For tests: S3 behind a real endpoint, with a clock that the test advances. */
export interface S3TestStand extends ServiceTestStand {
  readonly s3: S3;
  readonly client: S3Client;
  readonly clock: VirtualClock;
  readonly store: Store;
  /** The events that S3 has emitted to the bus. */
  readonly events: S3Event[];
  stop(): Promise<void>;
}

export const startS3TestStand = async (file = ':memory:', clock = virtualClock()): Promise<S3TestStand> => {
  const store = openStore(file);
  const events: S3Event[] = [];
  const s3 = openS3(
    aloneS3Props(store, clock),
    aloneS3Ports((event) => void events.push(event)),
  );
  const stand = await startServiceTestStand(s3.service, store);
  s3.start();
  const client = new S3Client(stand.clientConfig);
  return {
    ...stand,
    s3,
    client,
    clock,
    store,
    events,
    async stop() {
      client.destroy();
      s3.stop();
      await stand.endpoint.close();
      store.close();
    },
  };
};

/** For tests: the ports of an S3 without other services. */
export const aloneS3Props = (store: Store, clock: VirtualClock): S3Props => ({
  ...{ store, clock, account: LOCAL_ACCOUNT, random: () => 1, observe: () => undefined },
  jobs: openJobs(store, clock, () => undefined),
});

export const aloneS3Ports = (emit: (event: S3Event) => void): S3Ports => {
  const noTarget = targetFailure('missing', 'NotFound', 'There is no other service.');
  return {
    emit: (event) => emit(event as S3Event),
    callTarget: async () => noTarget,
    callTargetNow: () => noTarget,
    functions: { exists: () => false, permits: () => false, invoke: () => Promise.reject(new Error('There are no functions.')) },
  };
};
