import { describe, expect, it } from 'vitest';
import { isEndpointArn } from './endpoint-arns.ts';

const API = 'arn:aws:execute-api:eu-west-1:123456789012:abc123';
const endpoint = (method: string) => ({
  name: method,
  arn: `${API}/*/${method}`,
  stack: 's',
  address: 'a',
  method: '',
  path: '',
  functionArn: undefined,
});

describe('an endpoint', () => {
  it.each<readonly [method: string, called: string, boolean]>([
    ['POST/orders', `${API}/dev/POST/orders`, true],
    ['POST/orders', `${API}/prod/POST/orders`, true],
    ['POST/orders', `${API}/dev/GET/orders`, false],
    ['POST/orders', `${API}/dev/POST/order`, false],
    ['POST/orders', `${API}/dev/POST/orders/1`, false],
    ['POST/orders', `${API}x/dev/POST/orders`, false],
    ['ANY/orders', `${API}/dev/PUT/orders`, true],
    ['GET/orders/{id}', `${API}/dev/GET/orders/1`, true],
    ['GET/orders/{id}', `${API}/dev/GET/orders/1/items`, false],
    ['GET/orders/{id}/items', `${API}/dev/GET/orders/1/items`, true],
    ['ANY/{proxy+}', `${API}/dev/GET/orders/1/items`, true],
    ['GET/a.b', `${API}/dev/GET/aXb`, false],
  ])('%s is meant by %s: %s', (method, called, meant) => {
    expect(isEndpointArn(endpoint(method), called)).toBe(meant);
  });
});
