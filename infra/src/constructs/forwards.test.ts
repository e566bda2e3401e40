import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaleRecorded, SaleRejected } from '@plumbline/contracts-stores';
import { defineApiDestination, defineQueue, defineService, eventPattern, forward, on, type ServiceManifest } from '@plumbline/event-kit';
import { type Resource, readStacks, readTopology } from '@plumbline/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentFrom } from '../environment.ts';
import { App } from '../terraform.ts';
import { ServiceStack } from './service-stack.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
const ARN = 'eu-west-1:123456789012';

const desk = defineQueue({ name: 'desk' });
const printer = defineApiDestination({ name: 'print-shop', summary: 'Prints.', keyHeader: 'x-shop-key', perSecondMax: 7 });
const archive = defineApiDestination({ name: 'archive', summary: 'Keeps.' });
const books = on(SaleRecorded, { where: { category: ['Books'] } });

const shop: ServiceManifest = defineService({
  name: 'shop',
  domain: 'stores',
  team: 'shop-team',
  summary: 'Sends on what others want to know.',
  functions: [],
  forwards: [
    forward('returns', on(SaleRecorded, { where: { kind: ['return'] } }), desk),
    forward('rejected', on(SaleRejected), desk),
    forward('books', books, printer),
    forward('bad-news', on(SaleRejected), printer),
    forward('everything', on(SaleRecorded), archive),
  ],
});

interface Variables {
  readonly variable: Readonly<Record<string, { readonly sensitive: boolean; readonly default?: string; readonly description: string }>>;
}

let directory: string;
let resources: readonly Resource[];
let problems: readonly string[];
const variablesIn = (outdir: string): Variables['variable'] =>
  (JSON.parse(readFileSync(join(outdir, 'stacks/shop/cdk.tf.json'), 'utf8')) as Variables).variable;
const synthesized = (name: 'dev' | 'prod'): string => {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  new ServiceStack(app, { environment: environmentFrom({ PLUMBLINE_ENVIRONMENT: name }), manifest: shop, bundles: directory });
  app.synth();
  return outdir;
};
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-forwards-'));
  ({ resources, problems } = readTopology(await readStacks(synthesized('dev')), WORLD));
});
afterAll(() => rmSync(directory, { recursive: true }));

const ofType = (type: string): readonly Resource[] => resources.filter((resource) => resource.type === type);
const valuesOf = (type: string, attribute: string, value: string): Resource['values'] =>
  ofType(type).find(({ values }) => values[attribute] === value)?.values ?? {};
const rule = (name: string): string => `arn:aws:events:${ARN}:rule/plumbline-dev/plumbline-dev-${name}`;
const queue = (name: string): string => `arn:aws:sqs:${ARN}:plumbline-dev-${name}`;
const target = (name: string) => valuesOf('aws_cloudwatch_event_target', 'rule', `plumbline-dev-${name}`);
const destination = (name: string) => valuesOf('aws_cloudwatch_event_api_destination', 'name', `plumbline-dev-${name}`);
const queuePolicies = (name: string): readonly unknown[] =>
  ofType('aws_sqs_queue_policy')
    .filter(({ values }) => String(values.queue_url).endsWith(`/plumbline-dev-${name}`))
    .map(({ values }) => JSON.parse(String(values.policy)));
const onlyFor = (name: string, ...rules: readonly string[]): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      ...{ Effect: 'Allow', Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' }, Resource: queue(name) },
      Condition: { ArnEquals: { 'aws:SourceArn': rules } },
    },
  ],
});

const FORWARDS = shop.forwards.map(({ name, subscription }) => [name, subscription] as const);

describe('forwards without a function', () => {
  it('when it is compiled, then every reference of it can be resolved', () => {
    expect(problems).toEqual([]);
  });

  it.each(FORWARDS)('%s has a rule on the shared bus, and takes what the manifest says', (name, subscription) => {
    const { event_pattern, event_bus_name } = valuesOf('aws_cloudwatch_event_rule', 'name', `plumbline-dev-${name}`);
    expect(event_bus_name).toBe('plumbline-dev');
    expect(JSON.parse(String(event_pattern))).toEqual(eventPattern(subscription));
  });

  it.each(FORWARDS)('%s is retried for 24 hours, then dead-lettered to a queue for this rule alone, with alarms', (name) => {
    expect(target(name)).toMatchObject({
      retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
      dead_letter_config: { arn: queue(`${name}-undelivered`) },
    });
    expect(queuePolicies(`${name}-undelivered`)).toEqual([onlyFor(`${name}-undelivered`, rule(name))]);
    expect(valuesOf('aws_cloudwatch_metric_alarm', 'alarm_name', `plumbline-dev-${name}-undelivered-not-empty`)).toMatchObject({
      dimensions: { QueueName: `plumbline-dev-${name}-undelivered` },
    });
    expect(valuesOf('aws_cloudwatch_metric_alarm', 'alarm_name', `plumbline-dev-${name}-not-delivered`)).toMatchObject({
      metric_name: 'FailedInvocations',
      dimensions: { RuleName: `plumbline-dev-${name}`, EventBusName: 'plumbline-dev' },
    });
  });
});

describe('events for a queue', () => {
  it('when two rules send to one queue, then its one policy allows exactly both rules', () => {
    expect(queuePolicies('desk')).toEqual([onlyFor('desk', rule('returns'), rule('rejected'))]);
  });

  it.each(['returns', 'rejected'])('%s comes as it was published, and needs no role', (name) => {
    expect(target(name)).toMatchObject({ arn: queue('desk') });
    for (const argument of ['role_arn', 'http_target', 'input_transformer']) expect(target(name)).not.toHaveProperty(argument);
  });
});

describe('events for an address outside of AWS', () => {
  it('when two rules send to one address, then they share it, its rate and its key', () => {
    expect(target('books').arn).toBe(target('bad-news').arn);
    expect(ofType('aws_cloudwatch_event_api_destination')).toHaveLength(2);
    expect(ofType('aws_cloudwatch_event_connection')).toHaveLength(2);
  });

  it('then it is posted to with its key in its header, no faster than it may be called', () => {
    const connection = valuesOf('aws_cloudwatch_event_connection', 'name', 'plumbline-dev-print-shop');
    expect(destination('print-shop')).toMatchObject({
      arn: target('books').arn,
      connection_arn: connection.arn,
      http_method: 'POST',
      invocation_rate_limit_per_second: 7,
    });
    expect(connection).toMatchObject({ authorization_type: 'API_KEY', auth_parameters: { api_key: { key: 'x-shop-key' } } });
    expect(destination('archive')).toMatchObject({ invocation_rate_limit_per_second: 300 });
    expect(valuesOf('aws_cloudwatch_event_connection', 'name', 'plumbline-dev-archive')).toMatchObject({
      auth_parameters: { api_key: { key: 'x-api-key' } },
    });
  });

  it.each([
    ['books', 'print-shop'],
    ['bad-news', 'print-shop'],
    ['everything', 'archive'],
  ])('%s is brought by a role that EventBridge takes for this rule only, to call %s and nothing else', (name, to) => {
    const role = valuesOf('aws_iam_role', 'arn', String(target(name).role_arn));
    expect(JSON.parse(String(role.assume_role_policy))).toMatchObject({
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' } },
          Condition: { ArnEquals: { 'aws:SourceArn': rule(name) } },
        },
      ],
    });
    const policies = ofType('aws_iam_role_policy').filter(({ values }) => values.role === role.name);
    expect(policies.map(({ values }) => JSON.parse(String(values.policy)))).toEqual([
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: destination(to).arn }],
      },
    ]);
  });

  it('then it comes as a CloudEvent, and says so', () => {
    expect(target('books')).toMatchObject({
      http_target: { header_parameters: { 'Content-Type': 'application/cloudevents+json' } },
      input_transformer: {
        input_paths: {
          id: '$.detail.Metadata.event_id',
          source: '$.source',
          time: '$.detail.Metadata.event_time_iso8601',
          data: '$.detail.Data',
        },
        input_template: expect.stringMatching(
          /^{"specversion":"1\.0","type":"SaleRecorded\.v1",.*"id":<id>,"source":<source>,"time":<time>,"data":<data>}$/,
        ),
      },
    });
  });
});

describe('the URL and the key of an address', () => {
  it('are variables of its stack, the key a sensitive one; in dev they lead nowhere', () => {
    expect(variablesIn(join(directory, 'dev'))).toEqual({
      archive_key: expect.objectContaining({ sensitive: true, default: 'none' }),
      archive_url: expect.objectContaining({ sensitive: false, default: 'https://receiver.example/' }),
      print_shop_key: expect.objectContaining({ sensitive: true, default: 'none' }),
      print_shop_url: expect.objectContaining({ sensitive: false, default: 'https://receiver.example/' }),
    });
  });

  it('when it is another environment, then the variables are required', () => {
    const variables = variablesIn(synthesized('prod'));
    expect(Object.keys(variables).sort()).toEqual(['archive_key', 'archive_url', 'print_shop_key', 'print_shop_url']);
    for (const variable of Object.values(variables)) expect(variable).not.toHaveProperty('default');
    expect(variables.print_shop_key?.sensitive).toBe(true);
  });
});
