import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A `plumb up` in its own process, as a developer runs it. */
export interface PlumbUp {
  readonly url: string;
  /** From the start of the process to "ready". */
  readonly readyMs: number;
  /** Resident memory now, in MB. */
  memoryMb(): number;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** @param durable keeps state on disk, as `npm start` does; else in memory. */
export const plumbUp = async (durable: boolean): Promise<PlumbUp> => {
  const state = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const startMs = performance.now();
  const child = spawn(process.execPath, [MAIN, 'up', '--quiet', '--port', '0', ...(durable ? ['--state', state] : ['--memory'])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await ready(child);
  return {
    url,
    readyMs: performance.now() - startMs,
    memoryMb: () => residentKb(child) / 1_024,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      rmSync(state, { recursive: true, force: true });
    },
  };
};

const ready = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /at \S*(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`plumb up ended with ${code}: ${output}`)));
  });

/** From /proc on Linux; 0 elsewhere, where the figure is omitted. */
const residentKb = ({ pid }: ChildProcess): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};
