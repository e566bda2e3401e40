import { describe, expect, it } from 'vitest';
import { addRedirect } from './redirect.ts';

describe('--redirect', () => {
  it.each([
    ['https://a.example/=http://127.0.0.1:1/', { 'https://a.example/': 'http://127.0.0.1:1/' }],
    ['https://a.example/?b=c=http://127.0.0.1:1/', { 'https://a.example/?b=c': 'http://127.0.0.1:1/' }],
  ])('when it is %s, then it says from where to where', (text, redirects) => {
    expect(addRedirect(text, {})).toEqual(redirects);
  });

  it('when it is given twice, then both count', () => {
    const first = addRedirect('https://a.example/=http://127.0.0.1:1/', {});
    expect(Object.keys(addRedirect('https://b.example/=http://127.0.0.1:1/', first))).toEqual(['https://a.example/', 'https://b.example/']);
  });

  it.each(['https://a.example/', 'a=b', 'a=http://127.0.0.1:1/', '=http://127.0.0.1/', 'https://a.example/=127.0.0.1'])(
    'when it is %s, then it says how to write it',
    (text) => {
      expect(() => addRedirect(text, {})).toThrow('Say <from>=<to>, both URLs');
    },
  );
});
