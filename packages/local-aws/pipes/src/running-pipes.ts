import { serviceOf } from './batch-limits.ts';
import { readQueue } from './sources/read-queue.ts';
import { readStream } from './sources/read-stream.ts';
import type { Source, SourceProps } from './sources/source.ts';

/** The pipes that run, by name. */
export interface RunningPipes {
  start(props: SourceProps): void;
  /** Its last batch ends by itself. */
  stop(name: string): void;
  stopAll(): Promise<void>;
  readonly busy: boolean;
  idle(): Promise<void>;
}

export const runningPipes = (): RunningPipes => {
  const running = new Map<string, Source>();
  const ending = new Set<Source>();
  const all = (): readonly Source[] => [...running.values(), ...ending];
  const stop = (name: string): void => {
    const source = running.get(name);
    if (source === undefined) return;
    running.delete(name);
    ending.add(source);
    void source.stop().finally(() => ending.delete(source));
  };
  return {
    start(props) {
      const { Name, Source: arn = '' } = props.pipe.shape;
      stop(Name);
      running.set(Name, serviceOf(arn) === 'sqs' ? readQueue(props) : readStream(props));
    },
    stop,
    async stopAll() {
      for (const name of [...running.keys()]) stop(name);
      await Promise.all([...ending].map((source) => source.idle()));
    },
    get busy() {
      return all().some((source) => source.busy);
    },
    async idle() {
      await Promise.all(all().map((source) => source.idle()));
    },
  };
};
