import { randomUUID } from 'node:crypto';
import { type VirtualClock, virtualClock } from '@plumbline/local-aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listDeadLetterQueues, redriveDeadLetters, showDeadLetters } from '../src/dlq/dlq-commands.ts';
import { orderHistory } from './ordering.ts';
import { doordashOrder, place, type RunningSystem, startSystem } from './running-system.ts';

let system: RunningSystem;
let clock: VirtualClock;
beforeEach(async () => {
  clock = virtualClock(Date.now(), () => system.aws.idle());
  system = await startSystem(undefined, { clock });
});
afterEach(() => system.aws.stop());

const placeOrder = async (): Promise<string> => {
  const orderId = randomUUID();
  await place(system, doordashOrder(orderId), orderId);
  return orderId;
};
const types = async (orderId: string): Promise<readonly string[]> =>
  (await orderHistory(system.connection, orderId)).events.map(({ Metadata }) => Metadata.event_type);
/** The output of a command, without colours. */
const said = async (run: (say: (line: string) => void) => Promise<void>): Promise<string> => {
  const lines: string[] = [];
  await run((line) => lines.push(line));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern removes colours
  return lines.join('\n').replace(/\u001b\[\d+m/g, '');
};
const list = () => said((say) => listDeadLetterQueues(system.connection, say));
const show = (queue: string) => said((say) => showDeadLetters(system.connection, queue, 20, say));
const redrive = async (queue?: string, flags: { max?: number } = {}): Promise<string> => {
  const text = await said((say) =>
    redriveDeadLetters(system.connection, queue, { all: queue === undefined, republish: false, ...flags }, say),
  );
  await system.aws.idle();
  return text;
};

describe('an order whose table fails for a day', () => {
  it('then it waits in dead-letter queues with the reason, and a redrive finishes it when the table works again', async () => {
    system.aws.faults.use({ seed: 1, faults: [{ on: 'table:*orders', what: 'fail' }] });
    const orderId = await placeOrder();
    await clock.advance({ hours: 24 });
    const queues = await list();
    expect(queues).toMatch(/plumbline-dev-new-order-failed +1 +function plumbline-dev-new-order\n/);
    expect(queues).toMatch(/plumbline-dev-record-event-poison +1 +queue plumbline-dev-record-event\n/);
    expect(await show('new-order-failed')).toMatch(
      /OrderCreated [0-9a-f-]{36}\n {2}failed on every attempt: lambda:function:plumbline-dev-new-order, after 3 attempts\n {2}InternalServerError: Injected fault/,
    );
    expect(await show('record-event-poison')).toMatch(
      /received too often from sqs:plumbline-dev-record-event, after \d+ attempts\n {2}RECEIVED_TOO_OFTEN: The function that reads/,
    );

    // Too early: it fails again, and its history now records the first failure.
    expect(await redrive('new-order-failed')).toBe('plumbline-dev-new-order-failed: 1 redriven');
    await clock.advance({ hours: 1 });
    expect(await show('new-order-failed')).toMatch(
      /after 3 attempts\n.*\n {2}redriven \S+ from plumbline-dev-new-order-failed, dead-lettered with InternalServerError: Injected fault/,
    );
    await redrive('record-event-poison');
    await clock.advance({ hours: 1 });
    expect(await show('record-event-poison')).toMatch(
      /redriven \S+ from plumbline-dev-record-event-poison, dead-lettered with RECEIVED_TOO_OFTEN/,
    );

    system.aws.faults.use({ seed: 1, faults: [] });
    expect(await redrive()).toMatch(/new-order-failed: 1 redriven\nplumbline-dev-record-event-poison: 1 redriven\n/);
    await clock.advance({ minutes: 1 });
    expect(await types(orderId)).toEqual(['OrderCreated', 'OrderAccepted', 'PaymentCaptured']);
    expect(await list()).toMatch(/all \d+ dead-letter queues at .* are empty/);
  });
});

describe('events that EventBridge can’t deliver for a day', () => {
  it.each([
    ['to the API', 'rule:*s3-notification-on-object-created', 's3-notification-undelivered', 'Object Created', 'execute-api:'],
    ['to a function', 'rule:*new-order-on-new-order', 'new-order-undelivered', 'OrderCreated', 'lambda:function:plumbline-dev-new-order'],
    ['to a queue', 'rule:*record-event-on-*', 'record-event-undelivered', 'OrderCreated', 'sqs:plumbline-dev-record-event'],
  ])(
    '%s, then they are dead-lettered with every attribute, and a redrive delivers them to their original target',
    async (_to, on, queue, what, target) => {
      system.aws.faults.use({ seed: 1, faults: [{ on, what: 'throttle' }] });
      const orderId = await placeOrder();
      await clock.advance({ hours: 25 });
      const shown = await show(queue);
      expect(shown).toContain(what);
      expect(shown).toMatch(
        new RegExp(`EventBridge could not deliver to ${target}.*, after \\d+ attempts\\n {2}THROTTLING: Injected fault`),
      );
      system.aws.faults.use({ seed: 1, faults: [] });
      expect(await redrive(queue)).toMatch(/^plumbline-dev-\S+: \d redriven$/);
      await clock.advance({ minutes: 1 });
      expect(await types(orderId)).toEqual(['OrderCreated', 'OrderAccepted', 'PaymentCaptured']);
      expect(await list()).toMatch(/all \d+ dead-letter queues at .* are empty/);
    },
  );
});

describe('redrive', () => {
  it('when a queue holds a message twice, as SQS may, then both are redriven', async () => {
    const faults = [
      { on: 'rule:*new-order-on-new-order', what: 'throttle' },
      { on: 'queue:*undelivered', what: 'duplicate' },
    ] as const;
    system.aws.faults.use({ seed: 1, faults });
    const orderId = await placeOrder();
    await clock.advance({ hours: 25 });
    system.aws.faults.use({ seed: 1, faults: [] });
    expect(await show('new-order-undelivered')).toContain('2 of 2 messages');
    expect(await redrive('new-order-undelivered')).toBe('plumbline-dev-new-order-undelivered: 2 redriven');
    await clock.advance({ minutes: 1 });
    expect(await types(orderId)).toEqual(['OrderCreated', 'OrderAccepted', 'PaymentCaptured']);
  });

  it('when the number of messages is limited, then the others stay', async () => {
    system.aws.faults.use({ seed: 1, faults: [{ on: 'table:*orders', what: 'fail' }] });
    for (let count = 0; count < 3; count += 1) await placeOrder();
    await clock.advance({ hours: 1 });
    await redrive('new-order-failed', { max: 2 });
    expect(await list()).toMatch(/plumbline-dev-new-order-failed +1 /);
  });

  it.each([
    [undefined, {}, 'Name one queue, or pass --all'],
    ['none', {}, 'The dead-letter queue none does not exist. Existing queues: plumbline-dev-'],
  ])('when the queue is %s, then the error names the fix', async (queue, flags, message) => {
    await expect(redriveDeadLetters(system.connection, queue, { all: false, republish: false, ...flags }, () => undefined)).rejects.toThrow(
      message,
    );
  });
});
