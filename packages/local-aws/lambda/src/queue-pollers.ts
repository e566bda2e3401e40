import { pollQueue, type QueuePoller, type QueuePollerProps } from './queue-poller.ts';

/** The pollers of the running mappings, by UUID. */
export interface QueuePollers extends Pick<QueuePoller, 'busy' | 'idle'> {
  start(uuid: string, props: QueuePollerProps): void;
  /** Its last batches end by themselves. */
  stop(uuid: string): void;
  /** Resolves when the last batches have ended. */
  stopAll(): Promise<void>;
}

export const queuePollers = (): QueuePollers => {
  const running = new Map<string, QueuePoller>();
  /** The pollers of changed or deleted mappings, until their last batches have ended. */
  const ending = new Set<QueuePoller>();
  const all = (): readonly QueuePoller[] => [...running.values(), ...ending];

  const stop = (uuid: string): void => {
    const poller = running.get(uuid);
    if (poller === undefined) return;
    running.delete(uuid);
    ending.add(poller);
    void poller.stop().finally(() => ending.delete(poller));
  };
  return {
    start(uuid, props) {
      stop(uuid);
      running.set(uuid, pollQueue(props));
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
