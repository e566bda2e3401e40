import { DeleteRuleCommand, DisableRuleCommand, EnableRuleCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FROM_SHOPS, type ScenarioStand, startScenario } from './scenario-stand.ts';

let stand: ScenarioStand;

describe('the rules that match an event, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html', () => {
  /** Each rule has a queue of its own. */
  const RULES = {
    'to-hamburg': { detail: { store: [{ prefix: 'HH-' }] } },
    'middling-amount': { detail: { amount: [{ numeric: ['>=', 100, '<', 1000] }] } },
    'not-from-tests': { detail: { channel: [{ 'anything-but': ['test', 'training'] }] } },
    'without-coupon': { detail: { coupon: [{ exists: false }], amount: [{ exists: true }] } },
    'receipt-image': { detail: { file: [{ wildcard: 'receipts/*/*.png' }] } },
    urgent: { detail: { $or: [{ priority: ['high'] }, { amount: [{ numeric: ['>', 5000] }] }] } },
    'vegan-or-vegetarian': { detail: { tags: ['vegan', 'vegetarian'] } },
    'vip-in-any-case': { detail: { customer: { level: [{ 'equals-ignore-case': 'VIP' }] } } },
    'from-the-office': { detail: { ip: [{ cidr: '10.1.0.0/16' }] } },
    'accepted-or-rejected': { 'detail-type': ['order-accepted', 'order-rejected'] },
  };
  type RuleName = keyof typeof RULES;
  const queues = new Map<string, string>();

  beforeAll(async () => {
    stand = await startScenario();
    for (const [name, pattern] of Object.entries(RULES)) {
      const queue = await stand.queue(name);
      queues.set(name, queue);
      await stand.rule({ name, pattern: { ...FROM_SHOPS, ...pattern }, targets: [queue] });
    }
  });
  afterAll(() => stand.end());

  const reached = async (): Promise<readonly string[]> => {
    const names: string[] = [];
    for (const [name, queue] of queues) for (const _message of await stand.messages(queue)) names.push(name);
    return names;
  };

  it.each<readonly [what: string, detail: object, rules: readonly RuleName[]]>([
    ['an order for Hamburg', { store: 'HH-7' }, ['to-hamburg']],
    ['an order for a store with this suffix only', { store: 'B-HH-7' }, []],
    ['a store in lower case', { store: 'hh-7' }, []],
    ['an amount at the lower bound, which belongs to the range', { amount: 100, coupon: 'X' }, ['middling-amount']],
    ['an amount at the upper bound, which does not', { amount: 1000, coupon: 'X' }, []],
    ['an amount that is a string', { amount: '500', coupon: 'X' }, []],
    ['an amount in another spelling of the same number', { amount: 5e2, coupon: 'X' }, ['middling-amount']],
    ['an order without a coupon', { amount: 1 }, ['without-coupon']],
    ['a coupon that is null, which exists', { amount: 1, coupon: null }, []],
    ['an empty list of coupons, which has no value', { amount: 1, coupon: [] }, ['without-coupon']],
    ['an order of a real channel', { channel: 'web' }, ['not-from-tests']],
    ['an order of a test', { channel: 'test' }, []],
    ['an order of a training', { channel: 'training' }, []],
    ['several channels, of which one is real', { channel: ['test', 'web'] }, ['not-from-tests']],
    ['a receipt', { file: 'receipts/2026/01/a.png' }, ['receipt-image']],
    ['a receipt in another format', { file: 'receipts/2026/a.pdf' }, []],
    ['an urgent order', { priority: 'high' }, ['urgent']],
    ['a huge order', { priority: 'low', amount: 5001, coupon: 'X' }, ['urgent']],
    ['an order that is neither', { priority: 'low', amount: 5000, coupon: 'X' }, []],
    ['one tag of several', { tags: ['spicy', 'vegan'] }, ['vegan-or-vegetarian']],
    ['tags in nested lists', { tags: [['spicy'], ['vegetarian']] }, ['vegan-or-vegetarian']],
    ['a very important customer', { customer: { level: 'vIp', name: 'Ada' } }, ['vip-in-any-case']],
    ['a call from the office', { ip: '10.1.255.3' }, ['from-the-office']],
    ['a call from elsewhere', { ip: '10.2.0.1' }, []],
    ['an order that several rules match', { store: 'HH-1', amount: 250 }, ['to-hamburg', 'middling-amount', 'without-coupon']],
  ])('given %s, when it is published, then it reaches exactly these queues', async (_what, detail, rules) => {
    await stand.publish(detail);
    expect(await reached()).toEqual(rules);
  });

  it('given another detail type or source, when it is published, then only the rules for it match', async () => {
    await stand.publish({}, { DetailType: 'order-rejected' });
    await stand.publish({ store: 'HH-1' }, { Source: 'com.other' });
    expect(await reached()).toEqual(['accepted-or-rejected']);
  });
});

describe('the life cycle of a rule, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html', () => {
  const named = { Name: 'r', EventBusName: 'orders' };
  let queue: string;
  beforeEach(async () => {
    stand = await startScenario();
    queue = await stand.queue('q');
    await stand.rule({ name: 'r', pattern: { detail: { step: ['one'] } }, targets: [queue] });
  });
  afterEach(() => stand.end());
  const steps = async () => (await stand.bodies(queue)).map(({ detail }) => detail);

  it('given it is disabled, when events arrive, then it matches none, also not after it is enabled', async () => {
    await stand.client.events.send(new DisableRuleCommand(named));
    await stand.publish({ step: 'one', n: 1 });
    await stand.client.events.send(new EnableRuleCommand(named));
    await stand.publish({ step: 'one', n: 2 });
    expect(await steps()).toEqual([{ step: 'one', n: 2 }]);
  });

  it('given it is put again with another pattern, when events arrive, then the new pattern applies, and its targets stay', async () => {
    await stand.rule({ name: 'r', pattern: { detail: { step: ['two'] } }, targets: [] });
    await stand.publish({ step: 'one' });
    await stand.publish({ step: 'two' });
    expect(await steps()).toEqual([{ step: 'two' }]);
  });

  it('given it is deleted, when events arrive, then no rule matches them, and the occurrence shows it', async () => {
    await stand.client.events.send(new RemoveTargetsCommand({ Rule: 'r', EventBusName: 'orders', Ids: ['t0'] }));
    await stand.client.events.send(new DeleteRuleCommand(named));
    await stand.publish({ step: 'one' });
    expect(await steps()).toEqual([]);
    expect(stand.occurrences).toMatchObject([{ kind: 'event', rules: [] }]);
  });

  it('given two rules with one queue, when both match, then the queue receives the event twice, with the same id', async () => {
    await stand.rule({ name: 'second', targets: [queue] });
    const id = await stand.publish({ step: 'one' });
    expect((await stand.bodies(queue)).map((event) => event.id)).toEqual([id, id]);
  });

  it('given an invalid pattern, when it is put, then it is rejected, and the rule stays unchanged', async () => {
    const broken = stand.rule({ name: 'r', pattern: { detail: { step: 'one' } }, targets: [] });
    await expect(broken).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
    await stand.publish({ step: 'one' });
    expect(await steps()).toEqual([{ step: 'one' }]);
  });
});
