import { PlaceOrder, QUANTITY_MAX } from '@plumbline/contracts-restaurants';
import { describe, expect, it, vi } from 'vitest';
import { LIMITS } from './order-fields.ts';

vi.mock('@aws-appsync/utils', () => ({ util: {} }));

describe('the limits of the resolvers', () => {
  it('are those of the command', () => {
    const { name } = PlaceOrder.data.shape;
    expect(LIMITS.quantityMax).toBe(QUANTITY_MAX);
    expect(name.safeParse('x'.repeat(LIMITS.nameLengthMax)).success).toBe(true);
    expect(name.safeParse('x'.repeat(LIMITS.nameLengthMax + 1)).success).toBe(false);
  });
});
