import { ordersUnderFaults, PLAN, RATE } from '../test/faults/orders-under-faults.ts';

const ORDERS = 1_000;

/** The long form of the fault test: a thousand orders under every kind of fault, and not one lost or captured twice. */
export const benchFaults = async (say: (line: string) => void): Promise<void> => {
  const startMs = performance.now();
  const { struck, left, letters, finished } = await ordersUnderFaults(ORDERS);
  const seconds = Math.round((performance.now() - startMs) / 1_000);
  const unreasoned = letters.filter(({ kind, code, reason }) => kind === 'unknown' || code === '' || reason === '').length;
  say(
    `faults   ${ORDERS} orders, ${PLAN.faults.length} kinds of fault at ${RATE * 100} %: ${struck.reduce((sum, times) => sum + times, 0)} struck, ` +
      `${left.length} orders not through, ${letters.length} dead letters, ${unreasoned} without a reason; after redrives ${finished.captured} captured, ` +
      `${finished.wrong.length} wrong histories, ${finished.letters.length} dead letters left; ${seconds} s`,
  );
  const isWell = finished.captured === ORDERS && finished.wrong.length + finished.letters.length + finished.stayed + unreasoned === 0;
  if (!isWell || struck.length < PLAN.faults.length || left.length > letters.length) process.exitCode = 1;
};
