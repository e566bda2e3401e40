import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compiledStacks } from '../stacks/compiled-stacks.ts';
import { drawIdleCost } from './draw-idle-cost.ts';
import { idleCost } from './idle-cost.ts';

/** The page that has the table, between two lines of its own. */
export const IDLE_COST_PAGE = 'docs/deploy.md';
const [BEGIN, END] = ['<!-- idle cost: written by "npm run plumb -- idle-cost --write" -->', '<!-- end of idle cost -->'];

/** Says what the synthesized environment costs while nothing happens, or writes it into the docs. */
export const sayIdleCost = async (root: string, { write }: { readonly write: boolean }, say: (line: string) => void): Promise<void> => {
  if (!write) return say(await drawn(root));
  await writeFile(join(root, IDLE_COST_PAGE), await withIdleCost(root));
  say(`${IDLE_COST_PAGE} has the cost of the stacks as they are now.`);
};

/** The page as it should be. */
export const withIdleCost = async (root: string): Promise<string> => {
  const page = await readFile(join(root, IDLE_COST_PAGE), 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${IDLE_COST_PAGE} has no place for the table: the lines ${BEGIN} and ${END} are missing.`);
  return `${page.slice(0, begin)}${BEGIN}\n${await drawn(root)}\n${page.slice(end)}`;
};

const drawn = async (root: string): Promise<string> => {
  const stacks = await compiledStacks(join(root, 'infra/cdktf.out'));
  if (stacks === undefined) throw new Error('Nothing is synthesized. Run "npm run synth".');
  return drawIdleCost(idleCost(stacks));
};
