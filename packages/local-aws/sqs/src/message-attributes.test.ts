import { describe, expect, it } from 'vitest';
import { md5OfAttributes } from './message-attributes.ts';

describe('the MD5 of message attributes', () => {
  it.each([
    [{ timestamp: { DataType: 'Number', StringValue: '1493147359900' } }, '235c5c510d26fb653d073faed50ae77c'],
    [{ timestamp: { DataType: 'Number.java.lang.Long', StringValue: '1493147359900' } }, '2e2e4876d8e0bd6b8c2c8f556831c349'],
  ])('when the attributes are %j, then it is AWS’s value', (attributes, md5) => {
    expect(md5OfAttributes(attributes)).toBe(md5);
  });

  it('when attributes come in another order, then it is the same', () => {
    const [a, b] = [
      { DataType: 'String', StringValue: '1' },
      { DataType: 'Binary', BinaryValue: 'AQI=' },
    ];
    expect(md5OfAttributes({ a, b })).toBe(md5OfAttributes({ b, a }));
  });
});
