import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recognizeOrder } from './recognize-order.ts';

const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../samples/${name}.json`, import.meta.url), 'utf8'));

describe('recognizeOrder', () => {
  it.each([
    ['doordash-delivery', { channel: 'doordash', orderId: '47bd6709-613e-4b05-a938-4ee4eb2f8dac' }],
    ['doordash-self-delivery', { channel: 'doordash', orderId: '9c1f6c1e-5d0e-4d2b-9a51-2b7e7b1c4f02' }],
    ['olo-curbside', { channel: 'olo', orderId: '1ecbc2b4-d82d-45f4-a59a-f84350526751' }],
    ['generic-declined', { channel: 'generic', orderId: 'K7-2026-11-20-0031' }],
    ['doordash-menu-update', undefined],
  ])('when the content is the sample %s, then it is %j', (name, expected) => {
    expect(recognizeOrder(sample(name))).toEqual(expected);
  });
});
