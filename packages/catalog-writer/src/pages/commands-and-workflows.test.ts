import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { defineCommand } from '@plumbline/event-kit';
import type { GraphqlApi, LambdaFunction, Pipe, Statement, Table, Topic, Workflow } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declaredAs, domain, event, fn, source } from '../../test/system.ts';
import { serviceAsyncApi } from '../asyncapi/service-asyncapi.ts';
import { checkPages } from '../check-pages.ts';
import { generateCatalog } from '../generate-catalog.ts';
import { channelPages } from './channel-pages.ts';
import { commandPages } from './command-pages.ts';
import { flowPages } from './flow-pages.ts';
import { servicePage } from './service-page.ts';

const CookDish = defineCommand({
  commandType: 'CookDish',
  version: '1.0',
  summary: 'Cook a dish.',
  owner: 'kitchen-team',
  data: z.object({ id: z.string() }),
  examples: [
    {
      name: 'A soup',
      detail: {
        Metadata: { command_time_iso8601: '2026-11-20T18:30:00Z', command_type: 'CookDish', command_version: '1.0', command_id: 'c' },
        Data: { id: 'a' },
      },
    },
  ],
});
const cooked = event({ type: 'DishCooked' });
const queue = { ...declaredAs('hall', 'cook-dish', 'sqs'), fifo: false, deadLetterQueueArn: undefined };
const allow = (action: string, resource: string): Statement => ({
  effect: 'Allow',
  actions: [action],
  resources: [resource],
  conditions: {},
});

const dishes: Table = {
  ...declaredAs('hall', 'dishes', 'dynamodb'),
  ...{
    partitionKey: 'id',
    sortKey: 'item',
    timeToLive: 'gone_at',
    streamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/dishes/stream/1',
  },
};
const topic: Topic = {
  ...declaredAs('hall', 'waiters', 'sns'),
  subscriptions: [
    { address: '', protocol: 'email', endpoint: 'hall@example.com', filterPolicy: { room: ['hall'] } },
    { address: '', protocol: 'email', endpoint: 'all@example.com', filterPolicy: undefined },
  ],
};
const workflow: Workflow = {
  ...declaredAs('hall', 'cooking', 'states'),
  roleArn: '',
  statements: [
    allow('dynamodb:PutItem', dishes.arn),
    allow('sns:Publish', topic.arn),
    allow('lambda:InvokeFunction', fn('hall', 'heat', []).fn.arn),
  ],
  type: 'STANDARD',
  traced: true,
  definition: {
    Comment: 'One dish.',
    StartAt: 'Heat',
    States: {
      Heat: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Burnt' }],
        Next: 'IsHot',
      },
      IsHot: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'Mail' }], Default: 'Burnt' },
      Mail: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sesv2:sendEmail',
        Arguments: { FromEmailAddress: 'kitchen@example.com' },
        End: true,
      },
      Burnt: { Type: 'Fail' },
    },
  },
};
const api: GraphqlApi = {
  ...declaredAs('hall', 'menu-api', 'appsync'),
  schema: 'type Mutation { cook(id: ID!): ID }\n',
  authentication: ['API_KEY', 'AWS_IAM'],
  sources: [
    { name: 'commands', type: 'HTTP', address: '', roleArn: '', target: 'https://sqs.eu-west-1.amazonaws.com', statements: [] },
    { name: 'dishes', type: 'AMAZON_DYNAMODB', address: '', roleArn: '', target: dishes.name, statements: [] },
    { name: 'local', type: 'NONE', address: '', roleArn: undefined, target: undefined, statements: [] },
  ],
  resolvers: [
    { field: 'Mutation.cook', address: '', sources: ['dishes', 'commands'] },
    { field: 'Mutation.cooked', address: '', sources: ['local'] },
  ],
  statements: [allow('sqs:SendMessage', queue.arn)],
};
const announce = fn('hall', 'announce', [cooked]);
const pipe: Pipe = {
  ...declaredAs('hall', 'announce', 'pipes'),
  ...{
    description: undefined,
    roleArn: '',
    statements: [],
    sourceArn: dishes.streamArn ?? '',
    filters: [],
    enrichmentArn: announce.fn.arn,
  },
  ...{ targetArn: '', deadLetterQueueArn: undefined, running: true },
};
const withMore = (one: ReturnType<typeof fn>, more: Partial<LambdaFunction>): ReturnType<typeof fn> => ({
  ...one,
  fn: { ...one.fn, ...more },
});
const functions = [
  withMore(fn('hall', 'take', []), { takesFrom: [queue.arn], statements: [allow('states:StartExecution', workflow.arn)] }),
  fn('hall', 'heat', []),
  announce,
  withMore(fn('hall', 'show', [], [[cooked]]), { statements: [allow('appsync:GraphQL', `${api.arn}/types/Mutation/fields/cooked`)] }),
];
const kitchen = { ...domain('kitchen', [cooked]), commands: [CookDish] };
const from = source(functions, [kitchen], {
  topology: { queues: [queue], tables: [dishes], topics: [topic], workflows: [workflow], graphqlApis: [api], pipes: [pipe] },
});
const [hall] = from.topology.services;
if (hall === undefined) throw new Error('There is no service.');

describe('the page of a command', () => {
  const [page] = commandPages(from, kitchen);

  it('when it has senders and a handler, then it names them, and its queue', () => {
    expect(page?.markdown).toContain('| sends | `menu-api` | [hall](/docs/services/hall/1.0.0) |');
    expect(page?.markdown).toContain('| handles | `take` | [hall](/docs/services/hall/1.0.0) |');
    expect(page?.markdown).toContain('[cook-dish](/docs/channels/cook-dish-queue/1.0.0)');
  });

  it('when it has examples, then they are files beside the schema', () => {
    expect(page?.examples.map(({ fileName }) => fileName)).toEqual(['a-soup.json']);
    expect(JSON.parse(page?.schema ?? '')).toMatchObject({ title: 'CookDish', 'x-command': true });
  });

  it('when its queue has a page, then that page names it', () => {
    expect(channelPages(from).find(({ id }) => id === 'cook-dish-queue')?.markdown).toContain(
      '- the command [CookDish](/docs/commands/CookDish/1.0.0)',
    );
  });
});

describe('the page of its service', () => {
  const { sends, receives, markdown } = servicePage(from, hall);

  it('when it sends and handles a command, then both are among its messages, with the queue', () => {
    const command = { id: 'CookDish', version: '1.0.0', channels: ['cook-dish-queue'] };
    expect(sends).toContainEqual(command);
    expect(receives).toContainEqual(command);
  });

  it.each([
    ['take', 'triggered by | [CookDish](/docs/commands/CookDish/1.0.0), through [cook-dish](/docs/channels/cook-dish-queue/1.0.0) |'],
    ['heat', 'triggered by | the workflow `cooking` |'],
    ['announce', 'triggered by | the pipe `announce`, from the stream of [dishes-table](/docs/containers/dishes-table/1.0.0) |'],
  ])('when %s has no event, then its own trigger is named', (_, row) => {
    expect(markdown).toContain(row);
  });

  it.each([
    ['what a field uses', '| `Mutation.cook` | [dishes-table](/docs/containers/dishes-table/1.0.0), then the queue of a command |'],
    ['a field that only feeds subscribers', '| `Mutation.cooked` | nothing: subscribers get its answer |'],
    ['who may call', 'Callers need an API key or an AWS role.'],
    ['the schema', '```graphql\ntype Mutation { cook(id: ID!): ID }\n```'],
    ['a state and its error', '  Heat --> Burnt: on error'],
    ['a choice', '  IsHot --> Mail: if'],
    ['the default of a choice', '  IsHot --> Burnt: else'],
    ['the end', '  Mail --> [*]'],
    ['what a task calls', '| Mail | Task | sesv2 sendEmail |'],
    ['a filter policy', '| `hall@example.com` | email | messages with `{"room":["hall"]}` |'],
    ['a subscriber without one', '| `all@example.com` | email | every message |'],
  ])('shows %s', (_, text) => {
    expect(markdown).toContain(text);
  });
});

describe('its flow', () => {
  it('when a pipe publishes, then the flow begins with the API that sends the command, and ends with the subscribers', () => {
    const [flow] = flowPages(from);
    const edges = flow?.steps.flatMap(({ id, next_steps }) => next_steps.map((next) => `${id} -> ${next.id}`));
    expect(new Set(edges)).toEqual(
      new Set([
        'menu-api -> CookDish v1',
        'CookDish v1 -> take',
        'take -> cooking-workflow',
        'cooking-workflow -> dishes-table',
        'cooking-workflow -> heat',
        'cooking-workflow -> cooking-workflow-waiters',
        'cooking-workflow -> cooking-workflow-mail',
        'dishes-table -> announce',
        'announce -> DishCooked v1',
        'DishCooked v1 -> show',
        'show -> menu-api-subscribers',
      ]),
    );
  });
});

describe('its AsyncAPI document', () => {
  it('when AsyncAPI’s own parser reads it, then nothing is wrong, and the command is an operation on its queue', async () => {
    const { document, diagnostics } = await new Parser().parse(serviceAsyncApi(from, hall) ?? '');
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    const operations = document
      ?.operations()
      .all()
      .map((operation) => `${operation.id()} on ${operation.channels().all()[0]?.address()}`);
    expect(operations).toEqual(expect.arrayContaining(['menu-api.send.CookDish.v1 on cook-dish', 'take.receive.CookDish.v1 on cook-dish']));
  });
});

describe('the written catalog', () => {
  it('when its pages are checked, then nothing is missing, and the schemas of command and API are files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-catalog-'));
    await generateCatalog(from, join(folder, 'pages'));
    expect(await checkPages(folder)).toEqual([]);
    const files = await readdir(join(folder, 'pages'), { recursive: true });
    expect(files.filter((file) => /menu-api\.graphql$|CookDish\/schema\.json$/.test(file))).toHaveLength(2);
  });
});
