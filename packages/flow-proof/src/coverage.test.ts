import { beforeAll, describe, expect, it } from 'vitest';
import { ourStacks, Stacks } from '../test/planted.ts';
import { coverageOf, holesOf } from './coverage.ts';
import { flowsOf } from './flows.ts';

let clean: Stacks;
beforeAll(async () => {
  clean = await ourStacks();
});

/** The coverage of an event, by property. */
const coverage = (eventType: string, change: (stacks: Stacks) => void = () => undefined) => {
  const stacks = new Stacks(clean);
  change(stacks);
  const { topology, contracts = [] } = stacks.system();
  const found = coverageOf(topology, flowsOf(topology, contracts)).find(({ arrival }) => arrival.contract.eventType === eventType);
  if (found === undefined) throw new Error(`${eventType} does not arrive.`);
  return found;
};

const askFor = (rule: string, service_info: unknown) => (stacks: Stacks) =>
  stacks.edit('aws_cloudwatch_event_rule', rule, 'event_pattern', ({ detail }: { detail: object }) =>
    Object.assign(detail, { Data: { service_info } }),
  );

const CAPTURE = 'capture-payment-subscriptions_order-accepted';

describe('who gets which values', () => {
  it('when consumers share an event by a property, then each value has its own', () => {
    const { fields, consumers } = coverage('OrderAccepted');
    const serviceInfo = fields.find(({ name }) => name === 'service_info');
    expect(serviceInfo?.rows.map(({ value, consumers }) => [value, ...consumers]).sort()).toEqual([
      ['delivery', 'plumbline-dev-capture-payment'],
      ['pick_up', 'plumbline-dev-capture-payment'],
      ['self_delivery', 'plumbline-dev-arrange-delivery'],
    ]);
    expect(serviceInfo?.always).toEqual(['plumbline-dev-record-event']);
    expect(consumers).toEqual(['plumbline-dev-arrange-delivery', 'plumbline-dev-capture-payment', 'plumbline-dev-record-event']);
  });

  it.each<readonly [name: string, list: unknown, holes: readonly string[]]>([
    ['asks for one value', ['delivery'], ['pick_up']],
    ['asks by a prefix', [{ prefix: 'pick' }], ['delivery']],
    ['asks for all but one', [{ 'anything-but': ['pick_up'] }], ['pick_up']],
    ['asks for whatever is there', [{ exists: true }], []],
  ])('when a consumer %s, then these values are nobody’s: %j', (_, list, holes) => {
    const { fields } = coverage('OrderAccepted', askFor(CAPTURE, list));
    expect(fields.filter(({ name }) => name === 'service_info').map(holesOf)).toEqual([holes]);
  });

  it('when a property’s values can’t be listed, then it is none to route by', () => {
    const { fields } = coverage('OrderAccepted', (stacks) =>
      stacks.edit('aws_cloudwatch_event_rule', CAPTURE, 'event_pattern', ({ detail }: { detail: object }) =>
        Object.assign(detail, { Data: { order_id: [{ prefix: '4' }] } }),
      ),
    );
    expect(fields.map(({ name }) => name)).not.toContain('order_id');
  });

  it('when a rule asks for a property that is not there, then it is none to route by', () => {
    const { fields } = coverage('OrderAccepted', (stacks) =>
      stacks.edit('aws_cloudwatch_event_rule', CAPTURE, 'event_pattern', ({ detail }: { detail: object }) =>
        Object.assign(detail, { Data: { nothing: [{ exists: false }] } }),
      ),
    );
    expect(fields.map(({ name }) => name)).not.toContain('nothing');
  });

  it('when a rule leads to no function, then it stands for itself', () => {
    const { consumers } = coverage('PaymentFailed', (stacks) => stacks.remove('aws_lambda_event_source_mapping', 'record-event'));
    expect(consumers).toEqual(['plumbline-dev-record-event-on-payment-failed']);
  });
});
