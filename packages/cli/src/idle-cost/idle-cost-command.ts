import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compiledStacks } from '../stacks/compiled-stacks.ts';
import { drawIdleCost } from './draw-idle-cost.ts';
import { idleCost } from './idle-cost.ts';

/** The page with the table, between two marker lines. */
export const IDLE_COST_PAGE = 'docs/deploy.md';
const [BEGIN, END] = ['<!-- idle cost: written by "npm run plumb -- idle-cost --write" -->', '<!-- end of idle cost -->'];

/** Prints the idle cost of the synthesized environment, or writes it into the docs. */
export const sayIdleCost = async (root: string, { write }: { readonly write: boolean }, say: (line: string) => void): Promise<void> => {
  if (!write) return say(await drawn(root));
  await writeFile(join(root, IDLE_COST_PAGE), await withIdleCost(root));
  say(`${IDLE_COST_PAGE} has the cost of the current stacks.`);
};

/** The expected text of the page. */
export const withIdleCost = async (root: string): Promise<string> => {
  const page = await readFile(join(root, IDLE_COST_PAGE), 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${IDLE_COST_PAGE} has no place for the table. Add the lines ${BEGIN} and ${END}.`);
  return `${page.slice(0, begin)}${BEGIN}\n${await drawn(root)}\n${page.slice(end)}`;
};

const drawn = async (root: string): Promise<string> => {
  const stacks = await compiledStacks(join(root, 'infra/cdktf.out'));
  if (stacks === undefined) throw new Error('No stacks are synthesized. Run "npm run synth".');
  return drawIdleCost(idleCost(stacks));
};
