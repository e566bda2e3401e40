import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WorkingCopy, workingCopy } from './working-copy.ts';

const CONTRACTS = 'packages/contracts/ordering';
const PAGES = 'catalog/pages';
const ORDERS_PAGES = `${PAGES}/domains/ordering/services/orders`;
const manifest = (service: string): string => `services/${service}/src/manifest.ts`;

interface Edit {
  readonly file: string;
  readonly from?: string;
  /** `undefined`: the file is removed. */
  readonly to: string | undefined;
}

const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });

/** Edits with the report of `npm test`: the code, the subject, and the cause. */
const MUTATIONS: readonly (readonly [kind: string, edit: Edit, says: RegExp])[] = [
  [
    'a rule matches another value',
    edit(manifest('delivery'), "['self_delivery']", "['pick_up']"),
    /PAGE_CHANGED {2}channel bus[\s\S]*\+.*`service_info` is `pick_up`/,
  ],
  [
    'a function consumes its events without the queue',
    edit(manifest('orders'), '  batching: { size: 10, windowSeconds: 1 },\n', ''),
    /PAGE_STALE {2}channel record-event-queue/,
  ],
  [
    'a role may do more',
    edit(
      manifest('orders'),
      "uses: [may(orderTable, 'PutItem', 'UpdateItem')]",
      "uses: [may(orderTable, 'PutItem', 'UpdateItem', 'Query')]",
    ),
    /PAGE_CHANGED {2}container orders-table[\s\S]*\+.*dynamodb:Query/,
  ],
  [
    'a function no longer publishes',
    edit(manifest('delivery'), '  publishes: [OrderDeliveryArranged],\n', ''),
    /NO_PRODUCER {2}OrderDeliveryArranged v1[\s\S]*capture-payment \(payments-team\)/,
  ],
  [
    'a function subscribes to one event fewer',
    edit(manifest('orders'), ', on(PaymentFailed)]', ']'),
    /PAGE_CHANGED {2}event PaymentFailed[\s\S]*-.*record-event-on-payment-failed/,
  ],
  [
    'a published schema',
    edit(`${CONTRACTS}/schemas/OrderAccepted/1.0.json`, '"maxLength": 128', '"maxLength": 256'),
    /BREAKING_CHANGE {2}OrderAccepted 1\.0[\s\S]*order_id/,
  ],
  [
    'a contract gets another value',
    edit(`${CONTRACTS}/src/payment-failed.ts`, "'card_declined', ", "'card_declined', 'card_stolen', "),
    /BREAKING_CHANGE {2}PaymentFailed 1\.0[\s\S]*card_stolen[\s\S]*record-event \(orders-team\)/,
  ],
  [
    'a contract changes a unit',
    edit(`${CONTRACTS}/src/money.ts`, "unit: 'minor unit of currency'", "unit: 'dollars'"),
    /BREAKING_CHANGE {2}PaymentCaptured 1\.0[\s\S]*dollars/,
  ],
  [
    'a contract gets another detail-type',
    edit(`${CONTRACTS}/src/payment-failed.ts`, "detailType: 'payment-failed'", "detailType: 'no-payment'"),
    /BREAKING_CHANGE {2}PaymentFailed 1\.0[\s\S]*"payment-failed" and is now "no-payment"/,
  ],
  [
    'a contract gets a minor version',
    edit(`${CONTRACTS}/src/payment-failed.ts`, "version: '1.0'", "version: '1.1'"),
    /SCHEMA_NOT_PUBLISHED {2}PaymentFailed 1\.1/,
  ],
  [
    'a contract is no longer exported',
    edit(`${CONTRACTS}/src/index.ts`, "export { PaymentFailed } from './payment-failed.ts';\n", ''),
    /does not provide an export named 'PaymentFailed'/,
  ],
  [
    'an event gets another owner',
    edit(`${CONTRACTS}/src/payment-failed.ts`, "owner: 'payments-team'", "owner: 'orders-team'"),
    /PAGE_CHANGED {2}event PaymentFailed[\s\S]*\+ {2}- orders-team/,
  ],
  [
    'an event’s words',
    edit(`${CONTRACTS}/src/payment-failed.ts`, "The gateway's own words.", "The bank's own words."),
    /SCHEMA_OUTDATED {2}PaymentFailed 1\.0/,
  ],
  [
    'an example',
    edit(`${CONTRACTS}/examples/payment-failed.json`, '"card_declined"', '"card_expired"'),
    /PAGE_CHANGED {2}event PaymentFailed[\s\S]*\+.*card_expired/,
  ],
  [
    'an example that does not fit',
    edit(`${CONTRACTS}/examples/payment-failed.json`, '"card_declined"', '"sulking"'),
    /Event PaymentFailed: example "A declined card" does not fit/,
  ],
  [
    'a service changes its team',
    edit(manifest('delivery'), "team: 'delivery-team'", "team: 'couriers-team'"),
    /PAGE_CHANGED {2}service delivery[\s\S]*\+ {2}- couriers-team/,
  ],
  [
    'a function changes its summary',
    edit(manifest('orders'), 'then accepts it.', 'then takes it.'),
    /PAGE_CHANGED {2}service orders[\s\S]*\+.*then takes it/,
  ],
  [
    'a table gets another key',
    edit(manifest('payments'), "partitionKey: 'order_id'", "partitionKey: 'payment_id'"),
    /PAGE_CHANGED {2}container payments-table[\s\S]*\+.*partition key payment_id/,
  ],
  [
    'a bucket keeps objects for a shorter time',
    edit(manifest('intake'), 'expireAfterDays: 365', 'expireAfterDays: 30'),
    /PAGE_CHANGED {2}container orders-log-bucket[\s\S]*\+.*30 days/,
  ],
  [
    'an endpoint gets another path',
    edit(manifest('intake'), "path: 's3-notification'", "path: 'objects'"),
    /PAGE_CHANGED {2}channel s3-notification-endpoint[\s\S]*\+.*POST \/objects/,
  ],
  [
    'rules have no dead-letter queue',
    edit('infra/src/constructs/rule.ts', '      deadLetterConfig: { arn: this.deadLetterQueue.arn },\n', ''),
    /PAGE_CHANGED {2}channel new-order-undelivered-queue[\s\S]*-.*could not deliver/,
  ],
  [
    'the archive keeps events for a shorter time',
    edit('infra/src/environment.ts', 'archiveRetentionDays: 30', 'archiveRetentionDays: 7'),
    /PAGE_CHANGED {2}channel bus[\s\S]*\+.*for 7 days/,
  ],
  [
    'the text of a page',
    edit(`${ORDERS_PAGES}/index.mdx`, 'Knows every order', 'Knows some orders'),
    /PAGE_CHANGED {2}service orders[\s\S]*-.*Knows some orders/,
  ],
  ['a page is removed', { file: `${ORDERS_PAGES}/events/OrderAccepted/schema.json`, to: undefined }, /PAGE_MISSING {2}event OrderAccepted/],
  [
    'a page is added by hand',
    { file: `${PAGES}/services/greenhouse/index.mdx`, to: '---\nid: greenhouse\n---\n' },
    /PAGE_STALE {2}service greenhouse/,
  ],
  [
    'prose',
    edit('catalog/prose/services/payments.md', "The service captures each order's payment once", 'Money is taken twice'),
    /PAGE_CHANGED {2}service payments[\s\S]*\+.*taken twice/,
  ],
  [
    'prose of a resource that does not exist',
    { file: 'catalog/prose/services/greenhouse.md', to: 'It cooks.\n' },
    /PROSE_WITHOUT_PAGE {2}services\/greenhouse/,
  ],
  [
    'a decision',
    edit('catalog/adrs/0002-pick-up-is-captured-directly.md', 'status: accepted', 'status: rejected'),
    /PAGE_CHANGED {2}adr 0002[\s\S]*\+status: rejected/,
  ],
  [
    'the glossary',
    edit('catalog/glossary.yaml', '  Capture: To collect', '  Capture: To keep'),
    /PAGE_CHANGED {2}domain ordering[\s\S]*To keep/,
  ],
];

describe('npm test, when something drifts', () => {
  let copy: WorkingCopy;
  /** Whether the synthesized Terraform still has the last edit. */
  let stale = false;
  beforeAll(() => {
    copy = workingCopy();
  });
  afterAll(() => copy.delete());

  it('when nothing drifts, then the check reports nothing', () => {
    expect(copy.plumb('check')).toEqual({ code: 0, output: expect.stringContaining('0 errors, 0 warnings') });
  });

  it.each(MUTATIONS)('when this is edited: %s, then it fails and names the cause', (_, { file, from, to }, says) => {
    const before = existsSync(join(copy.root, file)) ? copy.read(file) : undefined;
    const synthesizes = /^(packages|services|infra)\//.test(file) && file.endsWith('.ts');
    try {
      if (to === undefined) copy.remove(file);
      else if (from === undefined) copy.write(file, to);
      else copy.edit(file, from, to);
      if (stale && !synthesizes) copy.build();
      const built = synthesizes ? copy.synth() : { code: 0, output: '' };
      stale = synthesizes;
      const checked = built.code === 0 ? copy.plumb('check', '--today', '2026-11-21') : built;
      expect(checked.code).toBe(1);
      expect(checked.output).toMatch(says);
    } finally {
      if (before === undefined) copy.remove(file);
      else copy.write(file, before);
    }
  });
});
