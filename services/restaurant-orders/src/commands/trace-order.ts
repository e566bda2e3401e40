import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { LiveSystem, Said } from '@plumbline/event-kit';
import { executionArnAt } from './workflow-steps.ts';

/** `plumb restaurants trace`: the trace of an order's workflow, with the traces that it continues across the queue. */
export const traceOrder = async ({ order_id }: { readonly order_id: string }, at: LiveSystem): Promise<Said> => {
  const traceId = await traceOf(at, order_id);
  if (traceId === undefined) return { lines: [`The order ${order_id} was not traced: X-Ray samples requests.`] };
  const { lines, isUnbroken } = await at.trace(traceId);
  return { lines, failed: !isUnbroken };
};

/** The id of the trace of an order's workflow. */
export const traceOf = async (at: LiveSystem, orderId: string): Promise<string | undefined> => {
  const sfn = new SFNClient(at.client);
  const { traceHeader } = await sfn.send(new DescribeExecutionCommand({ executionArn: await executionArnAt(sfn, at, orderId) }));
  return /Root=([^;]+)/.exec(traceHeader ?? '')?.[1];
};
