import type { StreamConsumer } from '@plumbline/local-aws-kernel';
import type { QueuePoller } from './queue-poller.ts';

type Poller = QueuePoller | StreamConsumer;

/** The pollers of the running mappings, by UUID. */
export interface SourcePollers extends Pick<Poller, 'busy' | 'idle'> {
  /** Ends the mapping's poller before it begins another one. */
  start(uuid: string, begin: () => Poller): void;
  /** Its last batches end by themselves. */
  stop(uuid: string): void;
  /** Resolves when the last batches have ended. */
  stopAll(): Promise<void>;
}

export const sourcePollers = (): SourcePollers => {
  const running = new Map<string, Poller>();
  /** The pollers of changed or deleted mappings, until their last batches have ended. */
  const ending = new Set<Poller>();
  const all = (): readonly Poller[] => [...running.values(), ...ending];

  const stop = (uuid: string): void => {
    const poller = running.get(uuid);
    if (poller === undefined) return;
    running.delete(uuid);
    ending.add(poller);
    void poller.stop().finally(() => ending.delete(poller));
  };
  return {
    start(uuid, begin) {
      stop(uuid);
      running.set(uuid, begin());
    },
    stop,
    async stopAll() {
      for (const uuid of [...running.keys()]) stop(uuid);
      await Promise.all([...ending].map((poller) => poller.idle()));
    },
    get busy() {
      return all().some((poller) => poller.busy);
    },
    async idle() {
      await Promise.all(all().map((poller) => poller.idle()));
    },
  };
};
