import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_ACCOUNT, openFaults, openStore, type Store, type VirtualClock, virtualClock } from '@plumbline/local-aws-kernel';
import { type ServiceTestStand, startServiceTestStand } from '@plumbline/local-aws-kernel/testing';
import { openSqs, type Sqs } from '../sqs.ts';

/** For tests: SQS behind a real endpoint, with a clock that the test advances. */
export interface SqsTestStand extends ServiceTestStand {
  readonly sqs: Sqs;
  readonly client: SQSClient;
  readonly clock: VirtualClock;
  readonly store: Store;
  stop(): Promise<void>;
}

export const startSqsTestStand = async (file = ':memory:', clock = virtualClock()): Promise<SqsTestStand> => {
  const store = openStore(file);
  const sqs: Sqs = openSqs({
    store,
    clock,
    account: LOCAL_ACCOUNT,
    faults: openFaults(() => undefined),
    endpointUrl: () => stand.endpoint.url,
  });
  const stand = await startServiceTestStand(sqs.service, store);
  sqs.start();
  const client = new SQSClient(stand.clientConfig);
  return {
    ...stand,
    sqs,
    client,
    clock,
    store,
    async stop() {
      client.destroy();
      sqs.stop();
      await stand.endpoint.close();
      store.close();
    },
  };
};
