import pc from 'picocolors';
import type { Diagnosis } from './diagnosis.ts';

/** Draws one line for each diagnosis, with the fix below. */
export const drawDiagnoses = (diagnoses: readonly Diagnosis[]): string => {
  const width = Math.max(...diagnoses.map(({ name }) => name.length));
  return diagnoses
    .map((each) => {
      const line = `${mark(each)}  ${each.name.padEnd(width)}  ${each.found}`;
      return each.fix === undefined ? line : `${line}\n${' '.repeat(STATUS_WIDTH + 2)}${pc.dim(`-> ${each.fix}`)}`;
    })
    .join('\n');
};

const STATUS_WIDTH = 'missing'.length;

const mark = ({ status, required }: Diagnosis): string => {
  const text = status.padEnd(STATUS_WIDTH);
  if (status === 'ok') return pc.green(text);
  return status === 'missing' ? (required === true ? pc.red : pc.yellow)(text) : pc.dim(text);
};
