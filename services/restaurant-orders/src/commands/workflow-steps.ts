import { GetExecutionHistoryCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { LiveSystem } from '@plumbline/event-kit';
import { processOrder } from '../manifest.ts';

/** The ARN of the deployed workflow. @throws Error when it is not deployed */
export const workflowArnAt = async (sfn: SFNClient, at: LiveSystem): Promise<string> => {
  const name = at.named(processOrder.name);
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({ maxResults: 1_000 }));
  const found = stateMachines.find((machine) => machine.name === name)?.stateMachineArn;
  if (found === undefined) throw new Error(`There is no workflow ${name}. Deploy the stack restaurant-orders, or run "npm start".`);
  return found;
};

/** The ARN of an order's execution, which has the order's id as its name. */
export const executionArnAt = async (sfn: SFNClient, at: LiveSystem, orderId: string): Promise<string> =>
  `${(await workflowArnAt(sfn, at)).replace(':stateMachine:', ':execution:')}:${orderId}`;

/** The states that an order's execution passed, in order. */
export const workflowSteps = async (at: LiveSystem, orderId: string): Promise<readonly string[]> => {
  const sfn = new SFNClient(at.client);
  const executionArn = await executionArnAt(sfn, at, orderId);
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }));
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
};
