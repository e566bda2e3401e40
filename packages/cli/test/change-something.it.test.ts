import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../src/root.ts';
import { type WorkingCopy, workingCopy } from './working-copy.ts';

const SECTION = /^## Change something\n([\s\S]*?)^## /m.exec(readFileSync(`${ROOT}README.md`, 'utf8'))?.[1] ?? '';
const PAYMENTS = 'services/payments/src/manifest.ts';

let copy: WorkingCopy;
beforeAll(() => {
  copy = workingCopy();
});
afterAll(() => copy.delete());

/** What `npm start -- --once` does after bundling. */
const start = () => {
  expect(copy.synth()).toMatchObject({ code: 0 });
  return copy.plumb('up', '--samples', '--once', '--quiet');
};

describe("the README's section “Change something”", () => {
  it('when a developer follows it to the letter, then orders to pick up get a courier, and npm start reports no failure', () => {
    const [, manifest = ''] = /Open \[`([^`]+)`\]/.exec(SECTION) ?? [];
    const [, value = '', property = '', fn = ''] = /add `([^`]+)` to the `([^`]+)` values\s+of `([^`]+)`/.exec(SECTION) ?? [];
    const before = copy.read(manifest);
    expect(before).toContain(`name: '${fn}'`);
    const [, values = ''] = new RegExp(`${property}: \\[([^\\]]+)\\]`).exec(before) ?? [];
    copy.edit(manifest, `${property}: [${values}]`, `${property}: [${values}, ${value}]`);
    const { code, output } = start();
    expect(output).toMatch(/picks it up at the curb[\s\S]*PAYMENT_CAPTURED {2}pick_up[\s\S]*OrderDeliveryArranged {2}courier/);
    expect(output).toContain('all orders took the right path');
    expect(code).toBe(0);
    copy.write(manifest, before);
  });
});

describe('npm start -- --once', () => {
  it('when a function lacks a permission, then its failure is reported, and the exit code is 1', () => {
    copy.edit(PAYMENTS, "may(paymentTable, 'PutItem')", "may(paymentTable, 'GetItem')");
    const { code, output } = start();
    expect(output).toMatch(/not as expected: capture-payment failed: .*not authorized to perform: dynamodb:PutItem/);
    expect(output).not.toContain('all orders took the right path');
    expect(code).toBe(1);
  });
});
