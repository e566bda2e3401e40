import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Connection } from '../src/connection.ts';

const LOOK_AGAIN_MS = 100;

/**
 * Resolves when no idempotency key is locked. A killed function leaves its lock, which expires in real time, with the function's timeout.
 * @see https://docs.powertools.aws.dev/lambda/typescript/latest/features/idempotency/#lambda-timeouts
 */
export const locksRunOut = async ({ table, resources }: Connection): Promise<void> => {
  const memories = (await resources()).filter(({ type, address }) => type === 'aws_dynamodb_table' && address.includes('-memory'));
  const locked = async (): Promise<boolean> => {
    const scans = memories.map(({ values }) => table.send(new ScanCommand({ TableName: String(values.name) })));
    const items = (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
    return items.some((item) => item.status === 'INPROGRESS' && Number(item.in_progress_expiration) > Date.now());
  };
  while (await locked()) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
};
