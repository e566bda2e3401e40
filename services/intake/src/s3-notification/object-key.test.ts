import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectKey, parseObjectKey } from './object-key.ts';

const name = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/);

describe('parseObjectKey', () => {
  it('for any tenant, channel and order, then the key tells them', () => {
    fc.assert(
      fc.property(name, fc.stringMatching(/^[a-z0-9-]{1,12}$/), name, (tenant, channel, orderId) => {
        const address = { tenant, channel, orderId };
        const key = objectKey(address, new Date('2023-05-12T05:02:11.999Z'));
        expect(key).toBe(`${tenant}/${channel}/${tenant}_${channel}_${orderId}_20230512_050211.json`);
        expect(parseObjectKey(key)).toEqual(address);
      }),
    );
  });

  it.each([
    '',
    'T1/doordash/T2_doordash_o-1_20230512_050211.json',
    'T1/doordash/T1_olo_o-1_20230512_050211.json',
    'T1/doordash/T1_doordash_o-1_2023-05-12.json',
    'T1/doordash/T1_doordash__20230512_050211.json',
    'T1/doordash/T1_doordash_o 1_20230512_050211.json',
    'T1/doordash/T1_doordash_o-1_20230512_050211.json.tmp',
    '/T1/doordash/T1_doordash_o-1_20230512_050211.json',
    'T1/doordash/sub/T1_doordash_o-1_20230512_050211.json',
  ])('when the key is %j, then it does not fit', (key) => {
    expect(() => parseObjectKey(key)).toThrowError(expect.objectContaining({ reason: 'key_outside_scheme' }));
  });
});
