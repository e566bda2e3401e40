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
  it('when its steps are followed, then pick-up orders get a courier, and npm start finds no failure', () => {
    const [, value = '', property = ''] = /move `([^`]+)` from the `([^`]+)` values/.exec(SECTION) ?? [];
    const [from = '', to = ''] = [...SECTION.matchAll(/\[`([^`]+manifest\.ts)`\]/g)].map(([, file = '']) => file);
    const before = [from, to].map((file) => copy.read(file));
    copy.edit(from, `, ${value}]`, ']');
    const [, values = ''] = new RegExp(`${property}: \\[([^\\]]+)\\]`).exec(copy.read(to)) ?? [];
    copy.edit(to, `${property}: [${values}]`, `${property}: [${values}, ${value}]`);
    const { code, output } = start();
    expect(output).toMatch(/picks it up at the curb[\s\S]*PAYMENT_CAPTURED {2}pick_up[\s\S]*OrderDeliveryArranged {2}courier/);
    expect(output).toContain('all orders took the right path');
    expect(code).toBe(0);
    [from, to].forEach((file, index) => void copy.write(file, before[index] ?? ''));
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
