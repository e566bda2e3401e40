import { SFNClient } from '@aws-sdk/client-sfn';
import { implement, workflowArn } from '@plumbline/event-kit/runtime';
import { processOrder, takeOrder } from '../manifest.ts';
import { startExecution } from './adapters/start-execution.ts';
import { createTakeOrder } from './take-order.ts';

export const handler = implement(takeOrder, () => ({
  each: createTakeOrder({ start: startExecution(new SFNClient(), workflowArn(processOrder)) }),
}));
