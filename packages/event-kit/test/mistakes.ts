import { z } from 'zod';
import * as kit from '../src/index.ts';
import { absent, defineEvent, defineFunction, defineService, downcast, forward, may, on, startsWith } from '../src/index.ts';
import { implement, publisher, resourceName } from '../src/runtime.ts';

/** What a user may get wrong. The compiler refuses it where it can; else it is refused when it is loaded. */
export interface Mistake {
  readonly mistake: string;
  /** Line by line marked with what the compiler must not let pass. */
  readonly make: () => unknown;
  /** In the compiler's message. @default it compiles */
  readonly compiler?: string;
  /** In our own message, which says what to write. @default only the compiler can tell */
  readonly says?: string;
}

const data = z.object({
  order_id: z.string(),
  service_info: z.enum(['delivery', 'pick_up']),
  total: z.number(),
  guest: z.object({ name: z.string(), phone: z.string().optional() }),
});
const words = {
  eventType: 'OrderServed',
  detailType: 'order-served',
  source: 'plumbline.hall',
  version: '1.0',
  owner: 'hall-team',
} as const;
const event = { ...words, summary: 'An order is on its table.', data, examples: [] } as const;
const Served = defineEvent(event);
const ServedV2 = { ...event, version: '2.0', data: z.object({ order: z.string() }) } as const;
const Paid = defineEvent({ ...event, eventType: 'OrderPaid', detailType: 'order-paid' });
const Rung = defineEvent({ ...event, eventType: 'BellRung', foreign: { identifiedBy: 'order_id' } });
const orders = kit.defineTable({ name: 'orders', partitionKey: 'id' });
const desk = kit.defineQueue({ name: 'desk' });
const photos = kit.defineBucket({ name: 'photos', expireAfterDays: 30 });
const supplier = kit.defineApiDestination({ name: 'supplier', summary: 'Brings wine.' });
const serve = { name: 'serve', summary: 'Serves.' } as const;
const byEvent = { ...serve, consumes: [on(Served)] } as const;
const byHand = { ...serve, byHand: true } as const;
const serving = defineFunction({ ...byEvent, publishes: [Paid] });
const hall = { name: 'hall', domain: 'dining', team: 'hall-team', summary: 'Serves.', functions: [serving] } as const;
const ByOrder = kit.defineQuery({
  name: 'ServedByOrder',
  summary: '',
  owner: 'hall-team',
  parameters: data.pick({ order_id: true }),
  result: data,
});
const thin = { ...words, eventType: 'ServedNotice', summary: '', keeps: ['order_id'], enrichedBy: ByOrder, examples: [] } as const;
const tables = { words: 'tables', summary: '', options: z.object({ hall: z.string() }), run: async () => ({ lines: [] }) };
const publish = publisher(serving, { busName: 'bus', put: async () => undefined });
const cause = { event_id: 'c' };
const paid = { order_id: 'o', service_info: 'pick_up', total: 1, guest: { name: 'Ada' } } as const;
const servesAgain =
  ({ publish: tell }: { readonly publish: kit.Publish<typeof Served> }) =>
  async ({ Data, Metadata }: kit.EventOf<typeof Served>) =>
    tell(Served, Data, { cause: Metadata });

export const MISTAKES: readonly Mistake[] = [
  {
    mistake: 'a property in "where" is misspelt',
    // @ts-expect-error
    make: () => on(Served, { where: { servce_info: ['pick_up'] } }),
    compiler: "'servce_info' does not exist in type",
    says: 'on(OrderServed): where names "servce_info", which the event does not have. Write service_info.',
  },
  {
    mistake: 'a value in "where" is not one of the property',
    // @ts-expect-error
    make: () => on(Served, { where: { service_info: ['teleport'] } }),
    compiler: `Type '"teleport"' is not assignable`,
    says: 'where.service_info is never "teleport". It is "delivery" or "pick_up".',
  },
  {
    mistake: 'a nested property is named by its path',
    // @ts-expect-error
    make: () => on(Served, { where: { 'guest.name': ['Ada'] } }),
    compiler: "''guest.name'' does not exist in type",
    says: 'where names "guest.name". Write it nested: guest: { name: [...] }.',
  },
  {
    mistake: 'a nested property is misspelt',
    // @ts-expect-error
    make: () => on(Served, { where: { guest: { nmae: ['Ada'] } } }),
    compiler: "'nmae' does not exist in type",
    says: 'where.guest names "nmae", which the event does not have. Write name.',
  },
  {
    mistake: 'a value in "where" stands outside of a list',
    // @ts-expect-error
    make: () => on(Served, { where: { service_info: 'pick_up' } }),
    compiler: "Type 'string' is not assignable to type 'readonly",
    says: 'where.service_info is "pick_up". Write a list: service_info: ["pick_up"].',
  },
  {
    mistake: 'an object is asked for as if it were a value',
    // @ts-expect-error
    make: () => on(Served, { where: { guest: ['Ada'] } }),
    compiler: 'is not assignable to type',
    says: 'where.guest is an object. Match its properties: guest: { name: [...] }.',
  },
  {
    mistake: 'a property that every event has is asked to be absent',
    // @ts-expect-error
    make: () => on(Served, { where: { order_id: [absent()] } }),
    compiler: "Type 'Presence' is not assignable",
    says: 'where.order_id is in every event. Omit absent().',
  },
  {
    mistake: 'a number is asked for its beginning',
    // @ts-expect-error
    make: () => on(Served, { where: { total: [startsWith('1')] } }),
    compiler: 'is not assignable to type',
    says: 'where.total is not a string. Write a value, or for a number atLeast(), lessThan() and the like.',
  },
  {
    mistake: '"where" has a list without values',
    make: () => on(Served, { where: { service_info: [] } }),
    says: 'where.service_info is an empty list, which no event matches. Omit it, or write a value.',
  },
  {
    mistake: '"where" is empty',
    make: () => on(Served, { where: {} }),
    says: 'where is empty. Omit it, or name a property.',
  },
  {
    mistake: 'a bound is beyond what EventBridge compares',
    make: () => on(Served, { where: { total: [kit.atLeast(6e9)] } }),
    says: 'EventBridge compares only numbers from -5e9 to 5e9, but the bound is 6000000000. Filter in the function.',
  },
  {
    mistake: 'bounds are the wrong way round',
    make: () => on(Served, { where: { total: [kit.within(2, 1)] } }),
    says: 'within(2, 1) matches no number. Swap the bounds.',
  },
  {
    mistake: 'an event is consumed without on()',
    // @ts-expect-error
    make: () => defineFunction({ ...serve, consumes: [Served] }),
    compiler: "missing the following properties from type 'Subscription",
    says: 'Function serve: it consumes OrderServed without on(). Write consumes: [on(OrderServed)].',
  },
  {
    mistake: 'a function has two triggers',
    // @ts-expect-error
    make: () => defineFunction({ ...serve, consumes: [on(Served)], schedule: { expression: 'rate(1 hour)' } }),
    compiler: 'is not assignable to',
    says: 'Function serve: it has "consumes" and "schedule". Declare two functions.',
  },
  {
    mistake: 'a function has no trigger',
    // @ts-expect-error
    make: () => defineFunction(serve),
    compiler: 'is not assignable to',
    says: 'it has no trigger. Add "consumes" or "handles" or "endpoint" or "schedule" or "byHand" or "task" or "outbox".',
  },
  {
    mistake: 'a function that takes no events has batching',
    // @ts-expect-error
    make: () => defineFunction({ ...serve, byHand: true, batching: { size: 10, windowSeconds: 1 } }),
    compiler: 'is not assignable to',
    says: 'it has "batching", but consumes no events. Omit "batching", or add "consumes" or "handles".',
  },
  {
    mistake: 'a batch is larger than Lambda takes',
    make: () => defineFunction({ ...byEvent, batching: { size: 10_001, windowSeconds: 1 } }),
    says: 'batching.size must be an integer from 1 to 10,000, but is 10001.',
  },
  {
    mistake: 'a batch waits longer than Lambda does',
    make: () => defineFunction({ ...byEvent, batching: { size: 10, windowSeconds: 301 } }),
    says: 'batching.windowSeconds must be an integer from 0 to 300, but is 301.',
  },
  {
    mistake: 'a large batch does not wait',
    make: () => defineFunction({ ...byEvent, batching: { size: 11, windowSeconds: 0 } }),
    says: 'a batch of more than 10 messages needs a windowSeconds of at least 1.',
  },
  {
    mistake: 'a function that takes batches may run once at a time only',
    make: () => defineFunction({ ...byEvent, batching: { size: 10, windowSeconds: 1, concurrencyMax: 1 } }),
    says: 'batching.concurrencyMax must be an integer from 2 to 1,000, but is 1.',
  },
  {
    mistake: 'a function may take longer than Lambda allows',
    make: () => defineFunction({ ...byEvent, timeoutSeconds: 901 }),
    says: 'timeoutSeconds must be an integer from 1 to 900, but is 901.',
  },
  {
    mistake: 'a timeout is in milliseconds or halves',
    make: () => defineFunction({ ...byEvent, timeoutSeconds: 0.5 }),
    says: 'timeoutSeconds must be an integer from 1 to 900, but is 0.5.',
  },
  {
    mistake: 'a function has less memory than Lambda gives',
    make: () => defineFunction({ ...byEvent, memoryMiB: 64 }),
    says: 'memoryMiB must be an integer from 128 to 10,240, but is 64.',
  },
  {
    mistake: 'a function behind API Gateway may take longer than EventBridge waits',
    make: () => defineFunction({ ...serve, endpoint: { bucket: photos, path: 'photos' }, timeoutSeconds: 5 }),
    says: 'behind API Gateway its timeoutSeconds must be at most 4: EventBridge gives up after 5 s.',
  },
  {
    mistake: 'the path of an endpoint has a slash',
    make: () => defineFunction({ ...serve, endpoint: { bucket: photos, path: '/photos' }, timeoutSeconds: 4 }),
    says: 'endpoint.path must be kebab-case, such as photos, but is "/photos".',
  },
  {
    mistake: 'a schedule is written in words of its own',
    make: () => defineFunction({ ...serve, schedule: { expression: 'every 5 minutes' } }),
    says: 'its schedule "every 5 minutes" is not valid. Write rate(5 minutes), cron(0 9 * * ? *) or at(2026-12-24T18:00:00).',
  },
  {
    mistake: 'a schedule has a time zone that does not exist',
    make: () => defineFunction({ ...serve, schedule: { expression: 'rate(1 hour)', timeZone: 'Berlin' } }),
    says: `its schedule's timeZone "Berlin" is unknown. Write an IANA name, such as Europe/Berlin.`,
  },
  {
    mistake: 'a function is named in camelCase',
    make: () => defineFunction({ ...byEvent, name: 'newOrder' }),
    says: 'Function newOrder: name must be kebab-case, such as new-order, but is "newOrder".',
  },
  {
    mistake: 'a name is longer than what is deployed may have',
    make: () => defineFunction({ ...byEvent, name: 's'.repeat(45) }),
    says: 'name must have at most 44 characters, but has 45',
  },
  {
    mistake: 'an option of a function is misspelt',
    // @ts-expect-error
    make: () => defineFunction({ ...serve, consumes: [on(Served)], publish: [Paid] }),
    compiler: "'publish' does not exist in type",
    says: 'it has no option "publish". Write publishes.',
  },
  {
    mistake: 'one event is consumed twice',
    make: () => defineFunction({ ...serve, consumes: [on(Served, { where: { total: [1] } }), on(Served)] }),
    says: 'it consumes OrderServed twice. Subscribe once, to one major version: on(OrderServed, { where: [{ ... }, { ... }] }) accepts alternatives.',
  },
  {
    mistake: 'a function may use one table twice',
    make: () => defineFunction({ ...byEvent, uses: [may(orders, 'GetItem'), may(orders, 'PutItem')] }),
    says: 'it has two grants for orders. Write one may() with all actions.',
  },
  {
    mistake: 'an action is granted that the resource does not have',
    // @ts-expect-error
    make: () => may(orders, 'SendMessage'),
    compiler: 'is not assignable to parameter of type',
    says: 'may(orders): "SendMessage" is not a grantable action. Write GetItem or',
  },
  {
    mistake: 'no action is granted',
    make: () => may(desk),
    says: 'may(desk): it names no action. Write which: SendMessage.',
  },
  {
    mistake: 'a function remembers in a table of another shape',
    // @ts-expect-error
    make: () => defineFunction({ ...serve, byHand: true, idempotency: { table: orders } }),
    compiler: "'Table' is not assignable to type 'IdempotencyTable'",
    says: `its idempotency.table is not an idempotency table. Declare it with idempotencyTable({ name: 'orders' }).`,
  },
  {
    mistake: 'a function does something once, but has nothing to remember it in',
    make: () => implement(serving, ({ once }) => once({ key: () => ({}), work: async () => undefined })),
    says: "Function serve uses once(), but its manifest has no idempotency table. Add idempotency: { table: idempotencyTable({ name: 'serve-memory' }) }.",
  },
  {
    mistake: 'a service lists a function twice',
    make: () => defineService({ ...hall, functions: [serving, serving] }),
    says: 'Service hall: it lists the function serve twice. Remove one of them.',
  },
  {
    mistake: 'two functions of a service have one name',
    make: () => defineService({ ...hall, functions: [serving, defineFunction(byHand)] }),
    says: 'two of its functions or forwards are called serve. Choose unique names.',
  },
  {
    mistake: 'two tables of a service have one name',
    make: () => defineService({ ...hall, alsoHas: [orders, kit.defineTable({ name: 'orders', partitionKey: 'pk' })] }),
    says: 'two of its tables are called orders. Choose unique names.',
  },
  {
    mistake: 'a service has no domain',
    // @ts-expect-error
    make: () => defineService({ name: 'hall', team: 'hall-team', summary: '', functions: [] }),
    compiler: "Property 'domain' is missing",
    says: 'Service hall: domain is missing.',
  },
  {
    mistake: 'a team is named in words',
    make: () => defineService({ ...hall, team: 'Hall Team' }),
    says: 'team must be kebab-case, such as hall-team, but is "Hall Team".',
  },
  {
    mistake: 'a resource is listed that functions use anyway',
    make: () => defineService({ ...hall, functions: [defineFunction({ ...byEvent, uses: [may(orders, 'GetItem')] })], alsoHas: [orders] }),
    says: 'the table orders is already used by another part of it. Remove it from "alsoHas".',
  },
  {
    mistake: 'objects of a bucket never expire',
    make: () => kit.defineBucket({ name: 'photos', expireAfterDays: 0 }),
    says: 'Bucket photos: expireAfterDays must be an integer of at least 1, but is 0.',
  },
  {
    mistake: 'a table has one attribute for two things',
    make: () => kit.defineTable({ name: 'orders', partitionKey: 'id', timeToLive: 'id' }),
    says: 'timeToLive is "id", like another of its attributes. Choose unique names.',
  },
  {
    mistake: 'an address is called more often than EventBridge can',
    make: () => kit.defineApiDestination({ name: 'supplier', summary: '', perSecondMax: 301 }),
    says: 'perSecondMax must be an integer from 1 to 300, but is 301.',
  },
  {
    mistake: 'an event in another format is to leave AWS',
    make: () => forward('bells', on(Rung), supplier),
    says: 'BellRung is in a foreign format and cannot be forwarded as a CloudEvent. Translate it, and forward one of your own events.',
  },
  {
    mistake: 'the URL of a queue is asked for as a name',
    // @ts-expect-error
    make: () => resourceName(desk),
    compiler: "Argument of type 'Queue' is not assignable",
    says: 'The queue desk has a URL. Write queueUrl(desk).',
  },
  {
    mistake: 'an event is published that the manifest does not declare',
    // @ts-expect-error
    make: () => publish(Served, paid, { cause }),
    compiler: 'is not assignable to',
    says: 'Function serve published OrderServed, which its manifest does not declare. Write publishes: [OrderPaid, OrderServed].',
  },
  {
    mistake: 'a use case publishes an event that the manifest does not declare',
    // @ts-expect-error
    make: () => implement(serving, servesAgain),
    compiler: 'is not assignable to',
  },
  {
    mistake: 'a use case takes other events than the manifest consumes',
    // @ts-expect-error
    make: () => implement(serving, () => async (_: kit.EventOf<typeof Paid>) => undefined),
    compiler: 'is not assignable to',
  },
  {
    mistake: 'a function that events invoke is given a schema for its input',
    make: () => implement(serving, () => async () => undefined, { input: z.object({}) }),
    says: 'its "input" has no effect, because events or requests trigger it. Remove "input".',
  },
  {
    mistake: 'the parameter of a downcast has no type',
    // @ts-expect-error
    make: () => defineEvent({ ...ServedV2, downcast: downcast(Served, () => paid) }),
    compiler: 'Give the parameter the type of the data',
  },
  {
    mistake: 'a downcast makes other data than the older major has',
    // @ts-expect-error
    make: () => downcast(Served, (_: z.infer<typeof ServedV2.data>) => ({ ...paid, total: '1' })),
    compiler: "Type 'string' is not assignable to type 'number'",
  },
  {
    mistake: 'an event is identified by a property that it does not have',
    // @ts-expect-error
    make: () => defineEvent({ ...event, foreign: { identifiedBy: 'order' } }),
    compiler: `Type '"order"' is not assignable`,
    says: 'foreign.identifiedBy names "order", which the data does not have. Write one of order_id, service_info, total, guest.',
  },
  {
    mistake: 'an event is routed by a property that it does not have',
    // @ts-expect-error
    make: () => defineEvent({ ...event, routedBy: ['service_inf'] }),
    compiler: `Type '"service_inf"' is not assignable`,
    says: 'routedBy names "service_inf", which the data does not have. Write service_info.',
  },
  {
    mistake: 'values are said to end here of a property that the event does not have',
    // @ts-expect-error
    make: () => defineEvent({ ...event, terminal: { servce_info: 'Nobody wants it.' } }),
    compiler: "'servce_info' does not exist in type",
    says: 'terminal names "servce_info", which the data does not have. Write service_info.',
  },
  {
    mistake: 'an event is named like its detail-type',
    make: () => defineEvent({ ...event, eventType: 'order-served' }),
    says: 'eventType must be PascalCase, such as OrderCreated.',
  },
  {
    mistake: 'a source is reserved for AWS',
    make: () => defineEvent({ ...event, source: 'aws.hall' }),
    says: 'a source that starts with "aws." is reserved for AWS services. Choose another source.',
  },
  {
    mistake: 'an example does not fit its contract',
    make: () => defineEvent({ ...event, examples: [{ name: 'a soup', detail: { Data: paid } }] }),
    says: 'Event OrderServed: example "a soup" does not fit',
  },
  {
    mistake: 'a thin event keeps what the whole one does not have',
    // @ts-expect-error
    make: () => kit.thinVariant(Served, { ...thin, keeps: ['order'] }),
    compiler: "Type 'string' is not assignable to type 'never'",
    says: 'it keeps order, which OrderServed does not have. It has order_id, service_info, total, guest.',
  },
  {
    mistake: 'a query does not answer the whole event',
    make: () => kit.thinVariant(Served, { ...thin, enrichedBy: { ...ByOrder, result: data.omit({ guest: true }) } }),
    says: `the query ServedByOrder does not return guest of OrderServed. Add it to the query's "result".`,
  },
  {
    mistake: 'a command of plumb has three words',
    make: () => kit.definePlumbCommand({ words: 'hall tables list', summary: '', options: z.object({}), run: async () => ({ lines: [] }) }),
    says: 'Command hall tables list: words must be a subject, such as "orders", or a subject and a verb, such as "stores report".',
  },
  {
    mistake: 'the argument of a command is not one of its options',
    // @ts-expect-error
    make: () => kit.definePlumbCommand({ ...tables, argument: 'room' }),
    compiler: `Type '"room"' is not assignable to type '"hall"'`,
    says: 'Command tables: its argument "room" is not one of its options: hall.',
  },
  {
    mistake: 'a measure has no unit',
    make: () => kit.measured(z.number(), { unit: '', meaning: 'Time to the table' }),
    says: 'state both, such as "second" and "Time to the door".',
  },
];
