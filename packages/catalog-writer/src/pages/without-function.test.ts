import type { ApiDestination, Queue, Rule, Schedule, Target } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { BUS, declaredAs, domain, event, fn, patternOf, source } from '../../test/system.ts';
import { serviceAsyncApi } from '../asyncapi/service-asyncapi.ts';
import { type CatalogSource, domainOf } from '../catalog-source.ts';
import { channelPages } from './channel-pages.ts';
import { drawSteps } from './draw-steps.ts';
import { eventPages } from './event-pages.ts';
import { flowPages } from './flow-pages.ts';
import { servicePage } from './service-page.ts';

const cooked = event({ type: 'DishCooked', shape: { id: z.string(), grams: z.int() }, data: { id: 'a', grams: 1 } });
const scales = { source: 'the-scales', owner: 'scales-team', examples: [{ name: 'one', detail: { id: 'a' } }] };
const weighed = event({ type: 'DishWeighed', more: { ...scales, foreign: { identifiedBy: 'id' } } });

const queue = (name: string): Queue => ({ ...declaredAs('hall', name, 'sqs'), fifo: false, deadLetterQueueArn: undefined });
const desk = queue('desk');
const lost = queue('lost');
const late = queue('late');
const farm: ApiDestination = {
  ...declaredAs('hall', 'farm', 'events'),
  description: 'Grows more.',
  method: 'POST',
  perSecondMax: 7,
  connection: { ...declaredAs('hall', 'farm', 'events'), authorization: 'API_KEY', keyHeader: 'x-farm-key' },
};
const every5: Schedule = {
  ...declaredAs('stove', 'weigh', 'scheduler'),
  groupArn: '',
  expression: 'rate(5 minutes)',
  timeZone: 'UTC',
  enabled: false,
  targetArn: fn('stove', 'weigh', []).fn.arn,
  roleArn: '',
  deadLetterQueueArn: late.arn,
  retry: { ageSecondsMax: undefined, attemptsMax: undefined },
};

const target = (arn: string, more: Partial<Target> = {}): Target => ({
  ...{ id: 'one', arn, stack: 'hall', address: '', roleArn: undefined, deadLetterQueueArn: lost.arn, input: undefined },
  retry: { ageSecondsMax: 3_600, attemptsMax: 5 },
  ...more,
});
const rule = (name: string, asks: object, to: Target): Rule => ({
  ...declaredAs('hall', name, 'events'),
  ...{ bus: BUS, description: undefined, enabled: true, pattern: patternOf(cooked, asks), targets: [to] },
});
const CLOUD_EVENT = '{"specversion":"1.0","type":"DishCooked.v1","datacontenttype":"application/json","id":<id>,"data":<data>}';
const heavy = rule('heavy', { grams: [{ numeric: ['>=', 900] }] }, target(desk.arn));
const toFarm = rule('to-farm', {}, target(farm.arn, { input: { kind: 'transformer', paths: {}, template: CLOUD_EVENT } }));

const functions = [
  fn('stove', 'weigh', [weighed]),
  fn('hall', 'translate', [cooked], [[weighed]]),
  fn('hall', 'serve', [], [[cooked]]),
  fn('hall', 'report', []),
];
const archive = { name: `${BUS}-scales`, stack: 'scales', pattern: patternOf(weighed), retentionDays: 30 };
const kitchen = domain('kitchen', [cooked, weighed]);
const systemWith = (more: Partial<CatalogSource['topology']> = {}): CatalogSource =>
  source(functions, [kitchen], {
    topology: {
      services: [
        ...['hall', 'stove'].map((name) => ({ name, team: 'kitchen-team', tags: {}, readsStateOf: [], domain: undefined, summary: '' })),
        { name: 'scales', team: 'scales-team', tags: {}, readsStateOf: [], domain: undefined, summary: '' },
        { name: 'platform', team: 'platform-team', tags: {}, readsStateOf: [], domain: undefined, summary: '' },
      ],
      buses: [{ ...declaredAs('platform', '', 'events'), name: BUS, archives: [{ ...archive, name: BUS, pattern: undefined }, archive] }],
      rules: [...functions.flatMap(({ rules }) => rules), heavy, toFarm],
      queues: [desk, lost, late],
      apiDestinations: [farm],
      schedules: [every5],
      ...more,
    },
  });
const from = systemWith();

const serviceNamed = (name: string) => from.topology.services.find((service) => service.name === name) ?? expect.unreachable(name);
const ofService = (name: string, system = from) => servicePage(system, serviceNamed(name)).markdown;
const ofEvent = (type: string, system = from) => eventPages(system, kitchen).get(type)?.[0]?.markdown ?? expect.unreachable(type);
const ofChannel = (id: string, system = from) => channelPages(system).find((page) => page.id === id) ?? expect.unreachable(id);

describe('a forward without a function', () => {
  it('on the event’s page, then it is among the consumers, with the conditions of its rule', () => {
    expect(ofEvent('DishCooked')).toMatch(
      /\| consumes \| \[desk\]\(.*desk-queue.*\) \(a queue for manual work\).*\| `heavy` \| `grams` is at least `900` \|/,
    );
    expect(ofEvent('DishCooked')).toMatch(
      /\| consumes \| \[farm\]\(.*farm-destination.*\) \(an address outside AWS\).*\| `to-farm` \| {2}\|/,
    );
  });

  it.each([
    ['the event', () => ofEvent('DishCooked')],
    ['the service whose rule it is', () => ofService('hall')],
    ['the address', () => ofChannel('farm-destination').markdown],
  ])('on the page of %s, then it shows the events sent outside, the calls, and the dead-letter queue', (_, page) => {
    expect(page()).toContain(
      [
        '### to-farm',
        '',
        '|  |  |',
        '| --- | --- |',
        '| matches | [DishCooked v1](/docs/events/DishCooked/1.0.0) |',
        '| delivers to | [farm](/docs/channels/farm-destination/1.0.0), an address outside AWS |',
        '| as | a [CloudEvent](https://cloudevents.io) 1.0 of the type `DishCooked.v1` |',
        '| method | `POST`, at most 7 times a second |',
        '| authenticates with | a key in the header `x-farm-key` |',
        '| retries | for 1 hour, at most 5 times |',
        '| after the last retry | to [lost](/docs/channels/lost-queue/1.0.0) |',
      ].join('\n'),
    );
  });

  it.each([
    ['the event', () => ofEvent('DishCooked')],
    ['the service whose rule it is', () => ofService('hall')],
    ['the queue', () => ofChannel('desk-queue').markdown],
  ])('on the page of %s, then it shows the unchanged events that wait for manual work', (_, page) => {
    expect(page()).toMatch(
      /### heavy[^#]*where `grams` is at least `900` \|\n.*a queue for manual work \|\n\| as \| the unchanged event \|\n\| retries/,
    );
  });

  it('then the service receives the event there, and the bus routes there', () => {
    expect(servicePage(from, serviceNamed('hall')).receives).toContainEqual({
      id: 'DishCooked',
      version: '1.0.0',
      channels: ['bus', 'desk-queue', 'farm-destination'],
    });
    expect(ofChannel('bus').routes).toEqual(['desk-queue', 'farm-destination']);
    expect(ofChannel('bus').markdown).toMatch(/\| `heavy` \| \[DishCooked v1\]\S+ where `grams` is at least `900` \| \[desk\]/);
  });

  it('when a rule matches no declared event, then the bus’s page has its pattern', () => {
    const rules = [{ ...heavy, pattern: { source: ['aws.s3'] } }];
    expect(ofChannel('bus', systemWith({ rules })).markdown).toContain('| `heavy` | `{"source":["aws.s3"]}` |');
  });

  it('when no rule has a condition, then the table has no column for it', () => {
    expect(ofEvent('DishWeighed')).toContain('|  | Name | Service | Team | Rule |\n');
  });

  it('in the AsyncAPI document of the service, then events in its queues are received, and events sent outside are not', () => {
    const { operations } = parse(serviceAsyncApi(from, serviceNamed('hall')) ?? '') as { operations: Record<string, { action: string }> };
    expect(operations['desk.receive.DishCooked.v1']).toMatchObject({ action: 'receive' });
    expect(Object.keys(operations).filter((name) => name.startsWith('farm'))).toEqual([]);
    expect(serviceAsyncApi(from, serviceNamed('scales'))).toBeUndefined();
  });

  it('in a flow, then it is the end of the path', () => {
    const steps = flowPages(from)[0]?.steps ?? [];
    expect(steps.find(({ id }) => id === 'DishCooked v1')?.next_steps).toEqual([
      { id: 'serve' },
      { id: 'desk-queue', label: 'grams is at least 900' },
      { id: 'farm-destination' },
    ]);
    expect(steps.find(({ id }) => id === 'desk-queue')).toMatchObject({ custom: { type: 'Queue' }, next_steps: [] });
    expect(steps.find(({ id }) => id === 'farm-destination')).toMatchObject({ externalSystem: { name: 'farm', summary: 'Grows more.' } });
    expect(drawSteps(steps)).toMatch(/\["serve<br\/>hall"\][\s\S]*\{\{"desk<br\/>queue"\}\}[\s\S]*\[\/"farm<br\/>outside"\/\]/);
  });

  it('when the rule has no dead-letter queue, then the page states that the event is lost', () => {
    const careless = rule('heavy', {}, target(desk.arn, { deadLetterQueueArn: undefined }));
    expect(ofEvent('DishCooked', systemWith({ rules: [careless] }))).toContain(
      '| after the last retry | the event is lost: the rule has no dead-letter queue |',
    );
  });

  it.each([
    [undefined, 'the unchanged event'],
    [{ kind: 'path', path: '$.detail' } as const, 'the value at `$.detail`'],
    [{ kind: 'constant', text: 'Ring!' } as const, 'a constant text'],
    [{ kind: 'transformer', paths: {}, template: '{"text":<a>}' } as const, 'a text built from the event'],
  ])('when its input is %j, then the page shows %s', (input, words) => {
    const rules = [rule('to-farm', {}, target(farm.arn, { input }))];
    expect(ofEvent('DishCooked', systemWith({ rules }))).toContain(`| as | ${words} |`);
  });

  it.each([
    [undefined, 'a connection that no stack declares'],
    [{ authorization: 'BASIC', keyHeader: undefined }, 'a user name and a password'],
    [{ authorization: 'OAUTH_CLIENT_CREDENTIALS', keyHeader: undefined }, 'an OAuth token'],
    [{ authorization: 'API_KEY', keyHeader: undefined }, 'a key in a header'],
  ])('when its connection is %j, then it authenticates with %s', (connection, words) => {
    const known = connection === undefined ? undefined : { ...declaredAs('hall', 'farm', 'events'), ...connection };
    const system = systemWith({ apiDestinations: [{ ...farm, connection: known }] });
    expect(ofChannel('farm-destination', system).markdown).toContain(`| authenticates with | ${words} |`);
  });
});

describe('a function without a triggering event', () => {
  it.each([
    [false, /a schedule, every 5 minutes \(`rate\(5 minutes\)`\), disabled<br \/>manual invocation/],
    [true, /a schedule, every 5 minutes \(`rate\(5 minutes\)`\) \|/],
  ])('when it has a schedule, enabled: %s, then its service’s page shows when it runs', (enabled, words) => {
    expect(ofService('stove', systemWith({ schedules: [{ ...every5, enabled }] }))).toMatch(words);
  });

  it('when it has a schedule, then the flow begins with it', () => {
    expect(flowPages(from)[0]?.steps[0]).toMatchObject({
      title: 'every 5 minutes',
      custom: { type: 'Schedule', summary: 'EventBridge Scheduler, disabled.' },
      next_steps: [{ id: 'weigh', label: 'disabled' }],
    });
  });

  it('when the schedule has a dead-letter queue, then the page of the queue names the schedule', () => {
    expect(ofChannel('late-queue').markdown).toContain('invocations that the schedule `weigh` could not deliver');
  });

  it('when it has no schedule, then it is invoked manually', () => {
    expect(ofService('hall')).toMatch(/### report\n[^#]*\| triggered by \| manual invocation \|/);
    expect(ofService('hall')).not.toMatch(/### serve\n[^#]*manual/);
  });
});

describe('an event in a foreign format', () => {
  it('then its page names its source, the missing envelope, its consumers, and its identifier', () => {
    expect(ofEvent('DishWeighed')).toMatch(/`the-scales` writes this event in its own format.*has no envelope/);
    expect(ofEvent('DishWeighed')).toMatch(/- `translate` of \[hall\].* consumes it and publishes it as \[DishCooked v1\]/);
    expect(ofEvent('DishWeighed')).toMatch(/\| the same event \| has the same `id`/);
    expect(ofEvent('DishWeighed')).not.toContain('Metadata');
  });

  it('when its writer adds a property, then the changelog lists it', () => {
    const shape = { id: z.string(), unit: z.string().optional() };
    const newer = event({ type: 'DishWeighed', version: '1.1', shape, more: { ...scales, foreign: { identifiedBy: 'id' } } });
    const pages = eventPages(from, domain('kitchen', [newer], [weighed])).get('DishWeighed') ?? [];
    expect(pages.map(({ changelog }) => changelog.markdown)).toEqual([
      'The first version.',
      expect.stringMatching(/^Changes since 1\.0:\n\n- unit was added: optional/),
    ]);
  });

  it('then the page of our event names the function and the source event', () => {
    expect(ofEvent('DishCooked')).toMatch(/\| created by \| `translate`, which consumes \[DishWeighed v1\]/);
    expect(ofEvent('DishCooked')).not.toContain('its own format');
  });
});

describe('an archive', () => {
  it('then the pages of its service, of the bus and of its events show it', () => {
    const words = /The archive `scales` keeps \[DishWeighed v1\]\(.*\) for 30 days\./;
    expect(ofService('scales')).toMatch(words);
    expect(ofChannel('bus').markdown).toMatch(words);
    expect(ofChannel('bus').markdown).toContain('The archive of the bus keeps every event for 30 days.');
    expect(ofEvent('DishWeighed')).toContain('| kept in the archive | of the bus for 30 days and `scales` for 30 days |');
    expect(ofEvent('DishCooked')).toContain('| kept in the archive | of the bus for 30 days |');
  });

  it('when a service has no function, then its page has no diagram', () => {
    expect(ofService('scales')).not.toContain('NodeGraph');
    expect(ofService('hall')).toContain('NodeGraph');
  });

  it('when a service has only an archive, then it belongs to the domain whose events its team owns', () => {
    expect(domainOf(from, serviceNamed('scales'))?.name).toBe('kitchen');
    expect(domainOf(from, serviceNamed('platform'))).toBeUndefined();
  });
});
