import { versionedName } from '@plumbline/event-kit';
import type { Coverage, RoutingField } from '@plumbline/flow-proof';
import pc from 'picocolors';

type Short = (name: string) => string;

/** Draws the values of each event and the consumers that they reach, as tables. Marks every value that no consumer selects. */
export const drawCoverage = (coverage: readonly Coverage[], short: Short): string =>
  coverage.map((event) => drawEvent(event, short)).join('\n');

const drawEvent = ({ arrival: { contract, bus }, consumers, fields }: Coverage, short: Short): string => {
  const title = `${pc.bold(versionedName(contract))} on ${bus}`;
  const taken = consumers.length > 0 ? `-> ${consumers.map(short).join(', ')}` : terminalText(contract.terminal);
  return [`${title}  ${pc.dim(taken)}`, ...fields.flatMap((field) => drawField(field, short)), ''].join('\n');
};

const terminalText = (terminal: unknown): string => (typeof terminal === 'string' ? `ends here: ${terminal}` : 'no consumer');

const drawField = ({ name, rows, always, isShared }: RoutingField, short: Short): readonly string[] => {
  const columns = [...new Set([...rows.flatMap(({ consumers }) => consumers), ...always])].sort();
  const width = Math.max(name.length, ...rows.map(({ value }) => value.length)) + 2;
  const header = `  ${pc.dim(name.padEnd(width))}${columns.map((column) => short(column)).join('  ')}`;
  return [
    header,
    ...rows.map(({ value, consumers }) => {
      const marks = columns
        .map((column) => (consumers.includes(column) || always.includes(column) ? '●' : '·').padEnd(short(column).length))
        .join('  ');
      const hole = isShared && consumers.length === 0;
      return `${hole ? pc.red('✗ ') : '  '}${value.padEnd(width)}${marks}${hole ? pc.red('  no consumer selects it') : ''}`;
    }),
  ];
};
