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

describe('who gets an event without a function', () => {
  it('on the event’s page, then it is among the consumers, with what its rule asks', () => {
    expect(ofEvent('DishCooked')).toMatch(
      /\| consumes \| \[desk\]\(.*desk-queue.*\) \(a queue for people\).*\| `heavy` \| `grams` is at least `900` \|/,
    );
    expect(ofEvent('DishCooked')).toMatch(/\| consumes \| \[farm\]\(.*farm-destination.*\) \(an address outside\).*\| `to-farm` \| {2}\|/);
  });

  it.each([
    ['the event', () => ofEvent('DishCooked')],
    ['the service whose rule it is', () => ofService('hall')],
    ['the address', () => ofChannel('farm-destination').markdown],
  ])('on the page of %s, then it is told what is sent outside, how, and what comes of the rest', (_, page) => {
    expect(page()).toContain(
      [
        '### to-farm',
        '',
        '|  |  |',
        '| --- | --- |',
        '| takes | [DishCooked v1](/docs/events/DishCooked/1.0.0) |',
        '| brings it to | [farm](/docs/channels/farm-destination/1.0.0), an address outside |',
        '| as | a [CloudEvent](https://cloudevents.io) 1.0 of the type `DishCooked.v1` |',
        '| calls it with | `POST`, at most 7 times a second |',
        '| shows who calls by | a key in the header `x-farm-key` |',
        '| tries again | for 1 hour, at most 5 times |',
        '| what is left then | goes to [lost](/docs/channels/lost-queue/1.0.0) |',
      ].join('\n'),
    );
  });

  it.each([
    ['the event', () => ofEvent('DishCooked')],
    ['the service whose rule it is', () => ofService('hall')],
    ['the queue', () => ofChannel('desk-queue').markdown],
  ])('on the page of %s, then it is told what waits for people, as it is on the bus', (_, page) => {
    expect(page()).toMatch(
      /### heavy[^#]*where `grams` is at least `900` \|\n.*a queue for people \|\n\| as \| it is on the bus \|\n\| tries/,
    );
  });

  it('then the service receives it there, and the bus leads there', () => {
    expect(servicePage(from, serviceNamed('hall')).receives).toContainEqual({
      id: 'DishCooked',
      version: '1.0.0',
      channels: ['bus', 'desk-queue', 'farm-destination'],
    });
    expect(ofChannel('bus').routes).toEqual(['desk-queue', 'farm-destination']);
    expect(ofChannel('bus').markdown).toMatch(/\| `heavy` \| \[DishCooked v1\]\S+ where `grams` is at least `900` \| \[desk\]/);
  });

  it('when a rule takes no declared event, then the bus’s page has its pattern', () => {
    const rules = [{ ...heavy, pattern: { source: ['aws.s3'] } }];
    expect(ofChannel('bus', systemWith({ rules })).markdown).toContain('| `heavy` | `{"source":["aws.s3"]}` |');
  });

  it('when no rule asks for more than the name, then there is no column for it', () => {
    expect(ofEvent('DishWeighed')).toContain('|  | Who | Service | Team | Rule |\n');
  });

  it('in the AsyncAPI document of the service, then what comes into its queues is received, and what goes outside is not', () => {
    const { operations } = parse(serviceAsyncApi(from, serviceNamed('hall')) ?? '') as { operations: Record<string, { action: string }> };
    expect(operations['desk.receive.DishCooked.v1']).toMatchObject({ action: 'receive' });
    expect(Object.keys(operations).filter((name) => name.startsWith('farm'))).toEqual([]);
    expect(serviceAsyncApi(from, serviceNamed('scales'))).toBeUndefined();
  });

  it('in a flow, then it is where the way ends', () => {
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

  it('when what can’t be brought has no queue, then it is said to be lost', () => {
    const careless = rule('heavy', {}, target(desk.arn, { deadLetterQueueArn: undefined }));
    expect(ofEvent('DishCooked', systemWith({ rules: [careless] }))).toContain(
      '| what is left then | is lost: there is no dead-letter queue |',
    );
  });

  it.each([
    [undefined, 'it is on the bus'],
    [{ kind: 'path', path: '$.detail' } as const, 'what is at `$.detail`'],
    [{ kind: 'constant', text: 'Ring!' } as const, 'a text that is always the same'],
    [{ kind: 'transformer', paths: {}, template: '{"text":<a>}' } as const, 'a text made from it'],
  ])('when it is given %j, then it comes as %s', (input, words) => {
    const rules = [rule('to-farm', {}, target(farm.arn, { input }))];
    expect(ofEvent('DishCooked', systemWith({ rules }))).toContain(`| as | ${words} |`);
  });

  it.each([
    [undefined, 'what no stack of ours declares'],
    [{ authorization: 'BASIC', keyHeader: undefined }, 'a user name and a password'],
    [{ authorization: 'OAUTH_CLIENT_CREDENTIALS', keyHeader: undefined }, 'a token by OAuth'],
    [{ authorization: 'API_KEY', keyHeader: undefined }, 'a key in a header'],
  ])('when it is called with %j, then it shows who calls by %s', (connection, words) => {
    const known = connection === undefined ? undefined : { ...declaredAs('hall', 'farm', 'events'), ...connection };
    const system = systemWith({ apiDestinations: [{ ...farm, connection: known }] });
    expect(ofChannel('farm-destination', system).markdown).toContain(`| shows who calls by | ${words} |`);
  });
});

describe('a function that nobody’s event sets off', () => {
  it.each([
    [false, /a schedule, every 5 minutes \(`rate\(5 minutes\)`\), which is switched off<br \/>a person, by hand/],
    [true, /a schedule, every 5 minutes \(`rate\(5 minutes\)`\) \|/],
  ])('when it has a schedule, enabled: %s, then its service’s page says when it runs', (enabled, words) => {
    expect(ofService('stove', systemWith({ schedules: [{ ...every5, enabled }] }))).toMatch(words);
  });

  it('when it has a schedule, then the flow begins with it', () => {
    expect(flowPages(from)[0]?.steps[0]).toMatchObject({
      title: 'every 5 minutes',
      custom: { type: 'Schedule', summary: 'EventBridge Scheduler, switched off.' },
      next_steps: [{ id: 'weigh', label: 'switched off' }],
    });
  });

  it('when the schedule can’t set it off, then the page of the dead-letter queue says so', () => {
    expect(ofChannel('late-queue').markdown).toContain('what the schedule `weigh` could not deliver');
  });

  it('when it has none, then people invoke it', () => {
    expect(ofService('hall')).toMatch(/### report\n[^#]*\| is set off by \| a person, by hand \|/);
    expect(ofService('hall')).not.toMatch(/### serve\n[^#]*by hand/);
  });
});

describe('an event in somebody else’s format', () => {
  it('then its page says whose, that it has no envelope, who takes it, and what tells it from another', () => {
    expect(ofEvent('DishWeighed')).toMatch(/`the-scales` writes it in a format of its own.*there is no envelope/);
    expect(ofEvent('DishWeighed')).toMatch(/- `translate` of \[hall\].* takes it, and says it in our events: \[DishCooked v1\]/);
    expect(ofEvent('DishWeighed')).toMatch(/\| the same event \| has the same `id`/);
    expect(ofEvent('DishWeighed')).not.toContain('Metadata');
  });

  it('when its writer adds something, then the changelog says what', () => {
    const shape = { id: z.string(), unit: z.string().optional() };
    const newer = event({ type: 'DishWeighed', version: '1.1', shape, more: { ...scales, foreign: { identifiedBy: 'id' } } });
    const pages = eventPages(from, domain('kitchen', [newer], [weighed])).get('DishWeighed') ?? [];
    expect(pages.map(({ changelog }) => changelog.markdown)).toEqual([
      'The first version.',
      expect.stringMatching(/^Against 1\.0:\n\n- unit was added: optional/),
    ]);
  });

  it('then the page of ours says who made it of what', () => {
    expect(ofEvent('DishCooked')).toMatch(/\| made by \| `translate`, which takes \[DishWeighed v1\]/);
    expect(ofEvent('DishCooked')).not.toContain('format of its own');
  });
});

describe('an archive', () => {
  it('then the pages of its service, of the bus and of what it keeps tell of it', () => {
    const words = /The archive `scales` keeps \[DishWeighed v1\]\(.*\) for 30 days\./;
    expect(ofService('scales')).toMatch(words);
    expect(ofChannel('bus').markdown).toMatch(words);
    expect(ofChannel('bus').markdown).toContain('The archive of the bus keeps every event for 30 days.');
    expect(ofEvent('DishWeighed')).toContain('| kept in the archive | of the bus for 30 days and `scales` for 30 days |');
    expect(ofEvent('DishCooked')).toContain('| kept in the archive | of the bus for 30 days |');
  });

  it('when a service has no function, then there is no picture of it alone', () => {
    expect(ofService('scales')).not.toContain('NodeGraph');
    expect(ofService('hall')).toContain('NodeGraph');
  });

  it('when a service has nothing but what its domain keeps, then it belongs to the domain whose events its team owns', () => {
    expect(domainOf(from, serviceNamed('scales'))?.name).toBe('kitchen');
    expect(domainOf(from, serviceNamed('platform'))).toBeUndefined();
  });
});
