import { describe, expect, it } from 'vitest';
import { addRedirect } from './redirect.ts';

describe('--redirect', () => {
  it.each([
    ['https://a.example/=http://127.0.0.1:1/', { 'https://a.example/': 'http://127.0.0.1:1/' }],
    ['https://a.example/?b=c=http://127.0.0.1:1/', { 'https://a.example/?b=c': 'http://127.0.0.1:1/' }],
  ])('when the value is %s, then it maps one URL to the other', (text, redirects) => {
    expect(addRedirect(text, {})).toEqual(redirects);
  });

  it('when the flag is given twice, then both values count', () => {
    const first = addRedirect('https://a.example/=http://127.0.0.1:1/', {});
    expect(Object.keys(addRedirect('https://b.example/=http://127.0.0.1:1/', first))).toEqual(['https://a.example/', 'https://b.example/']);
  });

  it.each(['https://a.example/', 'a=b', 'a=http://127.0.0.1:1/', '=http://127.0.0.1/', 'https://a.example/=127.0.0.1'])(
    'when the value is %s, then the error shows the format',
    (text) => {
      expect(() => addRedirect(text, {})).toThrow('Write <from>=<to>, both URLs');
    },
  );
});
