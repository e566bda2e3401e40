import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { TakeOrderPorts } from '../take-order.ts';

/** An execution's name is unique for 90 days: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const startExecution =
  (client: SFNClient, stateMachineArn: string): TakeOrderPorts['start'] =>
  async (name, order) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(order) }));
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      throw error;
    }
  };
