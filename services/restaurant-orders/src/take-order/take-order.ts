import type { PlaceOrder } from '@plumbline/contracts-restaurants';
import type { CommandOf } from '@plumbline/event-kit';

/** The input of the workflow. */
export type OrderToProcess = CommandOf<typeof PlaceOrder>['Data'];

export interface TakeOrderPorts {
  /** Starts the workflow once for a name: starting it again changes nothing. */
  readonly start: (name: string, order: OrderToProcess) => Promise<void>;
}

/** Starts one execution for each order, named after it, however often its command is delivered. */
export const createTakeOrder =
  ({ start }: TakeOrderPorts) =>
  async ({ Data }: CommandOf<typeof PlaceOrder>): Promise<void> =>
    start(Data.order_id, Data);
