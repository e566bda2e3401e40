import type { Permission } from '@plumbline/iam-policy';
import type { Kernel, Ports, StreamPositions } from '@plumbline/local-aws-kernel';
import { serviceOf } from '../batch-limits.ts';
import type { Pipe } from '../pipe.ts';
import { notAssumable, senderOf } from '../run-batch.ts';

/** What the sources of pipes run with. */
export interface SourceProps extends Pick<Kernel, 'clock' | 'iam' | 'faults' | 'store' | 'observe' | 'random'> {
  readonly ports: Ports;
  readonly positions: StreamPositions;
  readonly pipe: Pipe;
}

/** A running pipe. A batch that waits does not count as busy. */
export interface Source {
  readonly busy: boolean;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html */
const permissionsOf = (source: string): readonly Permission[] =>
  serviceOf(source) === 'sqs'
    ? ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => ({ action: `sqs:${action}`, resource: source }))
    : [
        ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) => ({ action: `dynamodb:${action}`, resource: source })),
        { action: 'dynamodb:ListStreams', resource: '*' },
      ];

/** The reason why the pipe cannot read its source now. */
export const sourceRefusal = ({ iam, pipe }: Pick<SourceProps, 'iam' | 'pipe'>): string | undefined => {
  const sender = senderOf({ iam }, pipe);
  if (sender === undefined) return notAssumable(pipe).message;
  for (const permission of permissionsOf(pipe.shape.Source ?? '')) {
    const reason = iam.refusal(sender.role, permission);
    if (reason !== undefined) return reason;
  }
  return undefined;
};

/** How long a pipe that cannot read its source waits. AWS does not publish it. */
export const REFUSED_WAIT_MS = 30_000;
