import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type VirtualClock, virtualClock } from '@plumbline/local-aws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RedriveFlags, redriveDeadLetters, showDeadLetters } from '../../src/dlq/dlq-commands.ts';
import { type RestaurantSystem, startRestaurants } from './restaurant-system.ts';

let system: RestaurantSystem;
let clock: VirtualClock;
beforeEach(async () => {
  clock = virtualClock(Date.now(), () => system.aws.idle());
  system = await startRestaurants({ clock });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await system.aws.stop();
});

const POISON = 'place-order-poison';

const sendCommand = async (id: string, data: object): Promise<void> => {
  const { sqs, named } = system.connection;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: named('place-order') }));
  const Metadata = { command_time_iso8601: '2026-11-20T18:30:00Z', command_type: 'PlaceOrder', command_version: '1.0', command_id: id };
  const whole = {
    restaurant_id: 'Dominos',
    name: 'Pizza',
    quantity: 6,
    client_email: `${id}@example.com`,
    ordered_at: '2026-11-20T18:30:00Z',
  };
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ Metadata, Data: { order_id: id, ...whole, ...data } }) }),
  );
};
/** Longer than five receives with the queue's visibility timeout. */
const untilPoisoned = () => clock.advance({ minutes: 30 });

/** The output of a command, without colours. */
const said = async (run: (say: (line: string) => void) => Promise<void>): Promise<string> => {
  const lines: string[] = [];
  await run((line) => lines.push(line));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern removes colours
  return lines.join('\n').replace(/\u001b\[\d+m/g, '');
};
const show = () => said((say) => showDeadLetters(system.connection, POISON, 20, say));
const correct = (flags: Partial<RedriveFlags>) =>
  said((say) => redriveDeadLetters(system.connection, POISON, { all: false, republish: false, edit: true, ...flags }, say));

describe('a poisoned command', () => {
  it('when it is shown, then its type, its data and the complaint of its contract are readable, and a correction ends the order', async () => {
    await sendCommand('six', { quantity: 0 });
    await untilPoisoned();
    expect(await show()).toMatch(
      /PlaceOrder six\n.*received too often[\s\S]*does not fit PlaceOrder v1: .*[\s\S]*quantity[\s\S]*"quantity":0/,
    );

    await expect(correct({ set: ['Data.quantity=-1'] })).rejects.toThrow(
      /does not fit PlaceOrder v1, so the message stays:[\s\S]*quantity/,
    );
    await expect(correct({ set: ['Data.quantity=0'] })).rejects.toThrow('Nothing was changed');
    expect(await correct({ set: ['Data.quantity=6'] })).toMatch(
      /Data.quantity: 0 -> 6\nplumbline-dev-place-order-poison: \S+ corrected and redriven/,
    );
    await clock.advance({ minutes: 1 });
    expect(await system.stored('six')).toMatchObject({ order_status: 'PAID', quantity: 6 });
    expect(await show()).toContain('0 of 0 messages');
  });

  it('when a corrected command fails again, then its history tells who changed what', async () => {
    await sendCommand('again', { quantity: 0 });
    await untilPoisoned();
    system.aws.faults.use({ seed: 1, faults: [{ on: 'function:*take-order', what: 'fail' }] });
    vi.stubEnv(
      'EDITOR',
      `node -e "const fs = require('fs'); const f = process.argv[1]; fs.writeFileSync(f, fs.readFileSync(f, 'utf8').replace('\\"quantity\\": 0', '\\"quantity\\": 2'))"`,
    );
    vi.stubEnv('VISUAL', undefined);
    await correct({});
    await untilPoisoned();
    expect(await show()).toMatch(/redriven \S+ from plumbline-dev-place-order-poison[\s\S]*corrected by \w+: Data.quantity: 0 -> 2/);
  });

  it('when there are several, then one must be named, and the others stay', async () => {
    await sendCommand('one', { quantity: 0 });
    await sendCommand('two', { quantity: 0 });
    await untilPoisoned();
    await expect(correct({ set: ['Data.quantity=6'] })).rejects.toThrow('The queue has several messages. Name one with --message:');
    const id = /([0-9a-f-]{36}) {2}\S+ {2}PlaceOrder two/.exec(await show())?.[1] ?? '';
    await correct({ set: ['Data.quantity=6'], message: id });
    await clock.advance({ minutes: 1 });
    expect(await system.stored('two')).toMatchObject({ order_status: 'PAID' });
    expect(await show()).toMatch(/PlaceOrder one[\s\S]*1 of 1 messages/);
  });
});
