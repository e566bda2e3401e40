import { readFile } from 'node:fs/promises';
import type { FaultRecord } from '@plumbline/local-aws';
import pc from 'picocolors';

type Say = (line: string) => void;

interface InForce {
  readonly seed: number;
  readonly faults: readonly FaultRecord[];
}

/** Applies the faults of a file to a running local system. */
export const useFaults = async (url: string, file: string, say: Say): Promise<void> => {
  let plan: string;
  try {
    plan = await readFile(file, 'utf8');
    JSON.parse(plan);
  } catch (cause) {
    throw new Error(`${file} is not a JSON file: ${(cause as Error).message}`, { cause });
  }
  show(await call(url, 'PUT', plan), say);
};

export const listFaults = async (url: string, say: Say): Promise<void> => show(await call(url, 'GET'), say);

export const clearFaults = async (url: string, say: Say): Promise<void> => show(await call(url, 'DELETE'), say);

const call = async (url: string, method: string, body?: string): Promise<InForce> => {
  const response = await fetch(`${url}/_plumbline/faults`, { method, ...(body !== undefined && { body }) }).catch((cause: Error) => {
    throw new Error(`Nothing answers at ${url}. Start the local system with "npm start".`, { cause });
  });
  const answer = (await response.json()) as InForce & { readonly message?: string };
  if (!response.ok) throw new Error(answer.message ?? `${url} answered ${response.status}.`);
  return answer;
};

const show = ({ seed, faults }: InForce, say: Say): void => {
  for (const { on, what, met, struck, rate = 1, operation, between } of faults) {
    const where = [operation, between?.join(' .. ')].filter((part) => part !== undefined).join(' ');
    say(`${on.padEnd(32)} ${pc.magenta(what.padEnd(9))} ${`${rate * 100} %`.padStart(6)}  struck ${struck} of ${met}  ${pc.dim(where)}`);
  }
  say(faults.length === 0 ? pc.green('no faults: the system runs normally') : pc.dim(`seed ${seed}`));
};
