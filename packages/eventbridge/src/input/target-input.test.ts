import { describe, expect, it } from 'vitest';
import { jsonPath } from './json-path.ts';
import { type TargetInput, targetInput } from './target-input.ts';

const EVENT = JSON.stringify({
  version: '0',
  id: 'e-1',
  'detail-type': 'order-accepted',
  source: 'orders',
  account: '000000000000',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:1'],
  detail: {
    command: 'update',
    ids: { acc_id: '0a78', sf_id: 'baz' },
    states: ['ACTIVE', 'INACTIVE'],
    items: [{ sku: 'a' }, { sku: 'b', tags: ['x', 'y'] }, { tags: ['z'] }],
    open: true,
    none: null,
    quote: 'say "hi"',
    'with-dash_and/slash': 1,
  },
}).replace('"open":true', '"open":true,"big":12345678901234567890,"one":1.0');
const FACTS = {
  ruleArn: 'arn:aws:events:eu-west-1:000000000000:rule/orders/r',
  ruleName: 'r',
  acceptedMs: Date.UTC(2026, 0, 1, 0, 0, 1, 500),
};
const given = (input: TargetInput): string | undefined => targetInput(input, EVENT, FACTS);

describe('InputPath, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html', () => {
  it.each([
    ['$', EVENT],
    ['$.detail.command', '"update"'],
    ['$.detail-type', '"order-accepted"'],
    ['$.detail.ids', '{"acc_id":"0a78","sf_id":"baz"}'],
    ['$.detail.states[1]', '"INACTIVE"'],
    ['$.detail.states[2]', 'null'],
    ['$.detail.items[*].sku', '["a","b"]'],
    ['$.detail.items[*].tags[*]', '["x","y","z"]'],
    ['$.detail.ids.*', '["0a78","baz"]'],
    ['$.detail.with-dash_and/slash', '1'],
    ["$.detail['with-dash_and/slash']", '1'],
    ['$.detail.big', '12345678901234567890'],
    ['$.detail.one', '1.0'],
    ['$.detail.none', 'null'],
    ['$.detail.nothing', 'null'],
    ['$.detail.command.length', 'null'],
    ['$.detail.ids.constructor', 'null'],
  ])('when it is %s, then the target receives %s', (path, expected) => {
    expect(given({ kind: 'path', path })).toBe(expected);
  });

  it.each(['detail', '$detail', '$.', '$.a[', '$.a[-1]', '$.a[x]', '$..a', '$.a b'])('when it is %s, then it is not a path', (path) => {
    expect(jsonPath(path)).toBeUndefined();
  });
});

describe('Input', () => {
  it('when it is given, then the target receives it for every event', () => {
    expect(given({ kind: 'constant', text: '{"a": 1}' })).toBe('{"a": 1}');
  });
});

const PATHS = {
  command: '$.detail.command',
  ids: '$.detail.ids',
  states: '$.detail.states',
  open: '$.detail.open',
  big: '$.detail.big',
  none: '$.detail.none',
  quote: '$.detail.quote',
  missing: '$.detail.nothing',
};

/** The inputs of these templates were recorded on AWS. */
describe('InputTransformer, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html', () => {
  it.each([
    // A JSON template: unquoted placeholders become JSON.
    ['{"c": <command>, "i": <ids>, "s": <states>}', '{"c": "update", "i": {"acc_id":"0a78","sf_id":"baz"}, "s": ["ACTIVE","INACTIVE"]}'],
    ['{"o": <open>, "b": <big>, "n": <none>}', '{"o": true, "b": 12345678901234567890, "n": null}'],
    ['{"q": <quote>}', '{"q": "say \\"hi\\""}'],
    ['{"c": "the <command> of <open> and <big>"}', '{"c": "the update of true and 12345678901234567890"}'],
    ['{"c": "<command>"}', '{"c": "update"}'],
    ['[<command>, <states>]', '["update", ["ACTIVE","INACTIVE"]]'],
    ['<command>', '"update"'],
    ['{"command": <missing>}', '{"command": ""}'],
    ['{"c": "a \\" <command>"}', '{"c": "a \\" update"}'],
    // A text template: everything loses its quotes, the outer ones stay.
    ['"<command> <ids> <states> <open>"', '"update {acc_id:0a78,sf_id:baz} [ACTIVE,INACTIVE] true"'],
    ['"says <quote>"', '"says say "hi""'],
    ['"detail <missing>"', '"detail "'],
    ['"first <command>"\n"second <open>"', '"first update"\n"second true"'],
    // Reserved variables.
    ['{"a": <aws.events.rule-arn>, "n": <aws.events.rule-name>}', `{"a": "${FACTS.ruleArn}", "n": "r"}`],
    ['"<aws.events.rule-name> at <aws.events.event.ingestion-time>"', '"r at 2026-01-01T00:00:01.500Z"'],
    ['{"e": <aws.events.event.json>}', `{"e": ${EVENT}}`],
    [
      '<aws.events.event>',
      '{"version":"0","id":"e-1","detailType":"order-accepted","source":"orders","account":"000000000000","time":"2026-01-01T00:00:00Z","region":"eu-west-1","resources":["arn:1"]}',
    ],
  ])('when the template is %s, then the target receives %s', (template, expected) => {
    expect(given({ kind: 'transformer', paths: PATHS, template })).toBe(expected);
  });

  it.each(['{"i": "<ids>"}', '{"s": "<states>"}', '{"q": "<quote>"}', 'free text of <command>', '{"c": <command>'])(
    'when the template %s does not produce JSON, then nothing is delivered',
    (template) => {
      expect(given({ kind: 'transformer', paths: PATHS, template })).toBeUndefined();
    },
  );
});
