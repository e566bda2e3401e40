import { type Domain, versionUsage } from '@plumbline/contract-gate';
import { defineEvent, type EventContract, PUBLISHES_TAG, type QueryContract } from '@plumbline/event-kit';
import { eventSchema } from '@plumbline/event-kit/schema';
import { type Declared, type LambdaFunction, type Rule, shortNames, type Topology } from '@plumbline/topology';
import { z } from 'zod';
import { forwardsIn } from '../src/forwards.ts';
import type { CatalogSource } from '../src/index.ts';

const arn = (service: string, name: string): string => `arn:aws:${service}:eu-west-1:123456789012:${name}`;
export const BUS = 'plumbline-dev';
const METADATA = { event_time_iso8601: '2026-11-21T09:00:00Z', event_id: '0e3c948f-06ec-4a4d-b3db-5aacd2a63631' };

/** The declaration of an event in these tests. */
export interface DeclaredEvent {
  readonly type: string;
  readonly version?: string;
  readonly shape?: z.ZodRawShape;
  readonly data?: unknown;
  readonly more?: Partial<EventContract>;
}

export const event = ({ type, version = '1.0', shape = { id: z.string() }, data = { id: 'a' }, more = {} }: DeclaredEvent): EventContract =>
  defineEvent({
    eventType: type,
    detailType: type.toLowerCase(),
    source: 'plumbline.kitchen',
    version,
    summary: `${type} happened.`,
    owner: 'kitchen-team',
    data: z.object(shape),
    examples: [{ name: 'one', detail: { Metadata: { ...METADATA, event_type: type, event_version: version }, Data: data } }],
    ...more,
  });

/** A domain that has published its contracts, with earlier versions. */
export const domain = (
  name: string,
  contracts: readonly EventContract[],
  before: readonly EventContract[] = [],
  queries: readonly QueryContract[] = [],
): Domain => ({
  name,
  summary: `All about ${name}.`,
  folder: `packages/contracts/${name}`,
  contracts,
  commands: [],
  queries,
  published: [...before, ...contracts.toReversed()].map((contract) => ({
    eventType: contract.eventType,
    version: contract.version,
    schema: eventSchema(contract),
    publishedOn: '2026-11-21',
    deprecated: contract.deprecated,
    file: '',
  })),
});

/** A function that publishes some events and consumes others, each through its own rule. */
export const fn = (
  service: string,
  name: string,
  publishes: readonly EventContract[],
  takes: readonly (readonly [EventContract, object?])[] = [],
): { readonly fn: LambdaFunction; readonly rules: readonly Rule[] } => {
  const at = { stack: service, address: `aws_lambda_function.${name}` };
  const conditions = { StringEquals: { 'events:detail-type': publishes.map(({ detailType }) => detailType) } };
  const mayPublish = {
    effect: 'Allow',
    actions: ['events:PutEvents'],
    resources: [arn('events', `event-bus/${BUS}`)],
    conditions,
  } as const;
  const target = {
    id: 'consumer',
    arn: arn('lambda', `function:${BUS}-${name}`),
    stack: service,
    address: '',
    roleArn: undefined,
    deadLetterQueueArn: undefined,
    retry: { ageSecondsMax: undefined, attemptsMax: undefined },
    input: undefined,
  };
  return {
    fn: {
      ...at,
      name: `${BUS}-${name}`,
      arn: target.arn,
      description: `Does what ${name} does.`,
      roleArn: '',
      timeout: 10,
      environment: {},
      tags: { [PUBLISHES_TAG]: publishes.map(({ eventType, version }) => `${eventType}:${version}`).join(' ') },
      takesFrom: [],
      onFailureArn: undefined,
      statements: publishes.length === 0 ? [] : [mayPublish],
      publishStatements: publishes.length === 0 ? [] : [mayPublish],
    },
    rules: takes.map(([contract, Data]) => ({
      ...at,
      name: `${BUS}-${name}-on-${contract.detailType}`,
      arn: arn('events', `rule/${BUS}/${name}-on-${contract.detailType}`),
      bus: BUS,
      description: undefined,
      enabled: true,
      pattern: patternOf(contract, Data),
      targets: [target],
    })),
  };
};

/** The pattern of a rule for an event. */
export const patternOf = ({ detailType, eventType, version, foreign, source }: EventContract, Data?: object): Rule['pattern'] =>
  foreign === undefined
    ? {
        'detail-type': [detailType],
        detail: {
          Metadata: { event_type: [eventType], event_version: [{ prefix: `${version.split('.')[0]}.` }] },
          ...(Data && { Data: Data as never }),
        },
      }
    : { source: [source], 'detail-type': [detailType] };

/** The declaration of a service with a name. */
export const declaredAs = (service: string, name: string, awsService: string): Declared => ({
  stack: service,
  name: `${BUS}-${name}`,
  arn: arn(awsService, `${BUS}-${name}`),
  address: '',
});

/** The source of pages, from functions and domains. */
export const source = (
  functions: readonly ReturnType<typeof fn>[],
  domains: readonly Domain[],
  more: Omit<Partial<CatalogSource>, 'topology'> & { readonly topology?: Partial<Topology> } = {},
): CatalogSource => {
  const services = [...new Set(functions.map((one) => one.fn.stack))].sort();
  const topology: Topology = {
    services: services.map((name) => ({
      name,
      team: 'kitchen-team',
      tags: {},
      readsStateOf: [],
      domain: undefined,
      summary: `What ${name} does.`,
    })),
    buses: [{ name: BUS, arn: arn('events', `event-bus/${BUS}`), stack: 'platform', address: '', archives: [] }],
    rules: functions.flatMap(({ rules }) => rules),
    schedules: [],
    apiDestinations: [],
    functions: functions.map((one) => one.fn),
    endpoints: [],
    pipes: [],
    workflows: [],
    graphqlApis: [],
    topics: [],
    queues: [],
    tables: [],
    buckets: [],
    resources: [],
    problems: [],
    ...more.topology,
  };
  const contracts = domains.flatMap((one) => one.contracts);
  const derived = { usage: versionUsage(topology, contracts), forwards: forwardsIn(topology, contracts), shortName: shortNames(topology) };
  return { prose: new Map(), decisions: [], glossary: new Map(), domains, ...derived, ...more, topology };
};

/** A system with a number of events, ten for each domain, with two services in each domain. */
export const largeSystem = (events: number): CatalogSource => {
  const shape = Object.fromEntries(
    Array.from({ length: 14 }, (_, index) => [`property_${index}`, z.string().describe(`The ${index}th.`).optional()]),
  );
  const domains = Array.from({ length: Math.ceil(events / 10) }, (_, d) =>
    domain(
      `domain-${d}`,
      Array.from({ length: Math.min(10, events - d * 10) }, (_none, e) =>
        event({ type: `Domain${d}Event${e}`, shape: { id: z.string(), ...shape } }),
      ),
    ),
  );
  const functions = domains.flatMap(({ name, contracts }) => [
    fn(`${name}-writer`, `${name}-write`, contracts),
    fn(
      `${name}-reader`,
      `${name}-read`,
      [],
      contracts.map((contract) => [contract] as const),
    ),
  ]);
  return source(functions, domains);
};
