import { describe, expect, it } from 'vitest';
import { fillTemplate, unknownPlaceholders } from './input-template.ts';
import { enrichedEvent, sourceEvent } from './pipe-event.ts';

const FACTS = {
  ...{ pipeArn: 'arn:pipe', pipeName: 'p', sourceArn: 'arn:source', enrichmentArn: 'arn:enrichment', targetArn: 'arn:target' },
  nowMs: Date.UTC(2026, 0, 1),
};
const message = (body: string) =>
  sourceEvent(JSON.stringify({ messageId: 'm', body, attributes: { SenderId: 'me' }, eventSource: 'aws:sqs' }));
const MESSAGE = message('{"key":"value","list":[1,{"a":2}],"big":12345678901234567890}');

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html */
describe('an input template', () => {
  it.each<readonly [what: string, template: string, expected: string | undefined]>([
    ['static text', 'Hello, sender', 'Hello, sender'],
    ['a static string', '"Hello, sender"', '"Hello, sender"'],
    ['one path', '<$.attributes.SenderId>', 'me'],
    ['a dynamic string', '"Hello, <$.attributes.SenderId>"', '"Hello, me"'],
    ['static JSON', '{"key1": "value1"}', '{"key1": "value1"}'],
    ['a path as a JSON value', '{"k": <$.body.key>}', '{"k": "value"}'],
    ['a path within quotes', '{"k": "is <$.body.key>"}', '{"k": "is value"}'],
    ['an object within JSON', '{"data": <$.body>}', '{"data": {"key":"value","list":[1,{"a":2}],"big":12345678901234567890}}'],
    ['an index of an array', '{"k": <$.body.list[1].a>}', '{"k": 2}'],
    ['a wildcard', '{"k": <$.body.list[*]>}', '{"k": [1,{"a":2}]}'],
    ['a number beyond doubles', '{"k": <$.body.big>}', '{"k": 12345678901234567890}'],
    ['the body alone, which loses its quotes', '<$.body>', '{key: value, list: [1, {a: 2}], big: 12345678901234567890}'],
    ['another object alone', '<$.attributes>', '{"SenderId":"me"}'],
    ['a path that matches nothing', '{"k": <$.none>, "t": "a<$.none>b"}', '{"k": "", "t": "ab"}'],
    ['a text with a path that matches nothing', '<$.none>', ''],
    ['JSON that is broken', '{"k": <$.body.key>', undefined],
    ['a free text with an object', 'it is <$.attributes>', 'it is {\\"SenderId\\":\\"me\\"}'],
  ])('when it has %s, then it is filled', (_what, template, expected) => {
    expect(fillTemplate(template, MESSAGE, FACTS)).toBe(expected);
  });

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html#input-transform-reserved */
  it.each([
    ['aws.pipes.pipe-arn', '"arn:pipe"'],
    ['aws.pipes.pipe-name', '"p"'],
    ['aws.pipes.source-arn', '"arn:source"'],
    ['aws.pipes.enrichment-arn', '"arn:enrichment"'],
    ['aws.pipes.target-arn', '"arn:target"'],
    ['aws.pipes.event.ingestion-time', '"2026-01-01T00:00:00.000Z"'],
    ['aws.pipes.event', '{"a":"x"}'],
    ['aws.pipes.event.json', '{"a":"x"}'],
  ])('when it names <%s>, then the value is %s', (name, expected) => {
    expect(fillTemplate(`{"it": <${name}>}`, enrichedEvent({ a: 'x' }), FACTS)).toBe(`{"it": ${expected}}`);
  });

  it('when it has quotes in a value, then they are escaped', () => {
    expect(fillTemplate('{"k": "<$.t>"}', enrichedEvent({ t: 'say "hi"' }), FACTS)).toBe('{"k": "say \\"hi\\""}');
  });

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html#input-transform-implicit */
  it('when the body is not JSON, then it is a string', () => {
    expect(fillTemplate('{"b": <$.body>, "k": "<$.body.key>"}', message('plain'), FACTS)).toBe('{"b": "plain", "k": ""}');
  });

  it('when it has an unknown variable or a wrong path, then they are found', () => {
    expect(unknownPlaceholders('{"a": <aws.pipes.none>, "b": <$.a[>, "c": <$.a>, "d": "<b>"}')).toEqual(['aws.pipes.none', '$.a[']);
  });
});
