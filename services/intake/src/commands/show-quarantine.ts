import { styleText } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { LiveSystem, Said } from '@plumbline/event-kit';
import { rejectedOrders } from '../manifest.ts';
import { type RejectedObject, rejectedObjects } from './rejected-objects.ts';

export const showQuarantine = async (at: LiveSystem): Promise<Said> => {
  const rejected = await rejectedObjects(new SQSClient(at.client), at.named(rejectedOrders.name));
  return { lines: [...rejected.map(drawRejected), styleText('dim', `${rejected.length} shown (at most 10) at ${at.where}`)] };
};

export const drawRejected = ({ object, reason, detail }: RejectedObject): string =>
  `${object.key}\n  ${styleText('yellow', reason)}: ${detail.replaceAll('\n', '\n  ')}`;
