import pc from 'picocolors';
import type { TraceTree } from './trace-tree.ts';

const BAR_WIDTH = 36;
const LABEL_WIDTH = 46;

const KIND: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Stage': 'API Gateway',
  'AWS::Lambda::Function': 'Lambda',
  'AWS::Lambda': 'Lambda service',
};

/** Draws a trace as a waterfall: each hop below its cause, with a bar for its duration. */
export const drawTrace = ({ nodes, broken }: TraceTree): string => {
  if (nodes.length === 0) return 'The trace has no segments, or they have expired.';
  const start = Math.min(...nodes.map(({ segment }) => segment.start_time));
  const end = Math.max(...nodes.map(({ segment }) => segment.end_time ?? segment.start_time));
  const scale = BAR_WIDTH / Math.max(end - start, 0.001);
  const lines = nodes.map(({ segment, depth }) => {
    const from = Math.min(Math.floor((segment.start_time - start) * scale), BAR_WIDTH - 1);
    const length = Math.max(
      1,
      Math.min(Math.round(((segment.end_time ?? segment.start_time) - segment.start_time) * scale), BAR_WIDTH - from),
    );
    const failed = segment.fault === true || segment.error === true;
    const bar = `${' '.repeat(from)}${(failed ? pc.red : pc.cyan)('█'.repeat(length))}${' '.repeat(BAR_WIDTH - from - length)}`;
    const label = `${'  '.repeat(depth)}${depth === 0 ? '' : '└ '}${KIND[segment.origin ?? ''] ?? segment.origin ?? ''} ${shortName(segment.name)}`;
    const duration = `${Math.round(((segment.end_time ?? segment.start_time) - segment.start_time) * 1_000)} ms`;
    return `  ${label.padEnd(LABEL_WIDTH)} ${bar} ${milliseconds(segment.start_time - start)} + ${duration}${failed ? pc.red('  failed') : ''}`;
  });
  const verdict =
    broken.length === 0
      ? pc.green(`  unbroken: ${nodes.length} segments below one`)
      : pc.red(`  BROKEN: ${broken.map(({ name }) => name).join(', ')} hang${broken.length === 1 ? 's' : ''} below nothing`);
  return [...lines, verdict].join('\n');
};

const milliseconds = (seconds: number): string => `${Math.round(seconds * 1_000)} ms`.padStart(8);

/** Without `plumbline-dev-`. */
export const shortName = (name: string): string => name.replace(/^plumbline-[a-z]+-/, '');
