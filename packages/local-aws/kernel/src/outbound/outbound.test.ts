import { describe, expect, it } from 'vitest';
import { outboundUrl } from './outbound.ts';

describe('the destination of a call', () => {
  it.each([
    ['http://127.0.0.1:1/a?b=c', {}, 'http://127.0.0.1:1/a?b=c'],
    ['http://localhost:1/a', {}, 'http://localhost:1/a'],
    ['http://[::1]:1/a', {}, 'http://[::1]:1/a'],
    [
      'https://supplier.example/orders/1',
      { redirects: { 'https://supplier.example': 'http://127.0.0.1:9' } },
      'http://127.0.0.1:9/orders/1',
    ],
    [
      'https://supplier.example/orders/1',
      { redirects: { 'https://supplier.example/': 'http://127.0.0.1:9/', 'https://supplier.example/orders': 'http://trial.example/o' } },
      'http://trial.example/o/1',
    ],
    ['https://supplier.example/orders', { anywhere: true }, 'https://supplier.example/orders'],
  ])('when it is for %s with %j, then it goes to %s', (url, outbound, expected) => {
    expect(String(outboundUrl(url, outbound))).toBe(expected);
  });

  it.each([
    ['https://supplier.example/orders', 'https://supplier.example is not on this machine'],
    ['http://127.0.0.1.evil.example/', 'http://127.0.0.1.evil.example is not on this machine'],
    ['no url', 'no url is not a URL.'],
  ])('when it is for %s, then it is refused', (url, reason) => {
    expect(outboundUrl(url, {})).toEqual({ refused: expect.stringContaining(reason) });
  });
});
