import { describe, expect, it } from 'vitest';
import { foreignRequest } from './foreign-request.ts';

const HOST = '127.0.0.1:4566';
const refusal = (headers: Readonly<Record<string, string>>, ownPages = true) =>
  foreignRequest({ headers: { host: HOST, ...headers }, virtualHosted: false, ownPages });

describe('a service that answers the pages of its endpoint', () => {
  it.each(['http://127.0.0.1:4566', 'http://localhost:4566', 'http://console.localhost:4566', 'http://[::1]:4566'])(
    'when a page of %s calls it, then it answers, whatever the browser says about sites',
    (origin) => {
      expect(refusal({ origin, 'sec-fetch-site': 'cross-site' })).toBeUndefined();
    },
  );

  it.each([
    ['another port', { origin: 'http://localhost:4567' }],
    ['no port', { origin: 'http://localhost' }],
    ['a port that ends alike', { origin: 'http://localhost:14566' }],
    ['https', { origin: 'https://localhost:4566' }],
    ['a foreign name', { origin: 'http://attacker.example:4566' }],
    ['a name that begins alike', { origin: 'http://localhost.attacker.example:4566' }],
    ['a foreign host', { origin: 'http://localhost:4566', host: 'attacker.example:4566' }],
    ['a host of AWS', { origin: 'http://localhost:4566', host: 's3.amazonaws.com:4566' }],
    ['no origin, across sites', { 'sec-fetch-site': 'cross-site' }],
  ])('when a page has %s, then it is refused', (_what, headers) => {
    expect(refusal(headers)).toEqual(expect.any(String));
  });

  it('when the service does not answer them, then only its own origin may call', () => {
    expect(refusal({ origin: 'http://localhost:4566' }, false)).toContain('refuses requests from pages');
    expect(refusal({ origin: 'http://127.0.0.1:4566' }, false)).toBeUndefined();
  });
});
