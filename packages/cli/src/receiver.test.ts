import { expect, it } from 'vitest';
import { startReceiver } from './receiver.ts';

it.each([
  [
    'a CloudEvent',
    'application/cloudevents+json; charset=utf-8',
    '{"specversion":"1.0","type":"SaleRecorded.v1","id":"e-1","data":{}}',
    'SaleRecorded.v1 e-1',
  ],
  ['another body', 'application/json', '{"a":1}', '{"a":1}'],
  ['a body that is not JSON, whatever its content type', 'application/cloudevents+json', 'hello', 'hello'],
])('when an API destination sends %s, then the receiver accepts and reports it', async (_, type, body, told) => {
  const lines: string[] = [];
  await using receiver = await startReceiver((line) => lines.push(line));
  const { status } = await fetch(`${receiver.url}orders?a=b`, { method: 'POST', body, headers: { 'content-type': type } });
  expect(status).toBe(202);
  expect(lines).toEqual([expect.stringMatching(/^ +\d\d:\d\d:\d\d\.\d{3} {2}outside {2}POST \/orders\?a=b {2}/)]);
  expect(lines[0]?.endsWith(`  ${told}`)).toBe(true);
});
