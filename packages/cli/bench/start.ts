import { percentile } from './percentile.ts';
import { plumbUp } from './plumb-up.ts';

const STARTS = 5;

/** The time from `plumb up` to ready with built bundles, and the memory while idle. */
export const benchStart = async (say: (line: string) => void): Promise<void> => {
  const readyMs: number[] = [];
  const idleMb: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const system = await plumbUp(true);
    readyMs.push(system.readyMs);
    idleMb.push(system.memoryMb());
    await system.stop();
  }
  say(
    `start    ready after ${Math.round(percentile(readyMs, 0.5))} ms (aim: 1,000), idle memory ${Math.round(percentile(idleMb, 0.5))} MB (aim: 150); medians of ${STARTS}`,
  );
};
