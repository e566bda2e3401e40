import { type Deprecation, defineEvent, downcast, type EventContract, PUBLISHES_TAG } from '@plumbline/event-kit';
import { eventSchema } from '@plumbline/event-kit/schema';
import { readTopology, type Topology } from '@plumbline/topology';
import { z } from 'zod';
import type { Domain } from '../src/index.ts';

const FOLDER = 'packages/contracts/kitchen';
const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs' };

/** An event of a kitchen with the given data. */
export const dishCooked = (version: string, shape: z.ZodRawShape = { dish: z.string() }, deprecated?: Deprecation): EventContract =>
  defineEvent({
    eventType: 'DishCooked',
    detailType: 'dish-cooked',
    source: 'plumbline.kitchen',
    version,
    summary: 'A dish is ready.',
    owner: 'kitchen-team',
    data: z.object(shape),
    examples: [],
    ...(deprecated && { deprecated }),
  });

/** The same event in a new major version, with the older one beside it. */
export const dishCookedV2 = (older: EventContract): EventContract => ({
  ...dishCooked('2.0', { dishes: z.array(z.string()) }),
  downcast: downcast(older, () => ({ dish: 'soup' })),
});

/** The published versions: each contract as of that day. */
export const domainOf = (contracts: readonly EventContract[], published: readonly EventContract[]): Domain => ({
  name: 'kitchen',
  summary: '',
  folder: FOLDER,
  contracts,
  commands: [],
  queries: [],
  published: published.map((contract) => ({
    eventType: contract.eventType,
    version: contract.version,
    schema: { ...eventSchema(contract), 'x-published': '2026-01-01' },
    publishedOn: '2026-01-01',
    deprecated: contract.deprecated,
    file: `${FOLDER}/schemas/${contract.eventType}/${contract.version}.json`,
  })),
});

/** A function that serves dishes, and one that cooks them. */
export interface Kitchen {
  /** The majors that `serve` subscribes to. @default 1 */
  readonly serves?: readonly string[];
  /** The `publishes` tag of the cook. @default `DishCooked:1.0` */
  readonly cooks?: string | undefined;
  readonly detailType?: string;
  /** The target of its rules. @default the function `serve` */
  readonly to?: string;
}

const fn = (name: string, more: object = {}) => ({ function_name: name, role: `\${aws_iam_role.${name}.arn}`, ...more });

export const kitchen = ({
  serves = ['1'],
  cooks = 'DishCooked:1.0',
  detailType = 'dish-cooked',
  to = 'aws_lambda_function.serve',
}: Kitchen = {}): Topology => {
  const pattern = (major: string) => ({
    'detail-type': [detailType],
    detail: { Metadata: { event_type: ['DishCooked'], event_version: [{ prefix: `${major}.` }] } },
  });
  const condition = { 'ForAllValues:StringEquals': { 'events:detail-type': ['dish-cooked'], 'events:source': ['plumbline.kitchen'] } };
  const mayPublish = JSON.stringify({ Statement: { Effect: 'Allow', Action: 'events:PutEvents', Resource: '*', Condition: condition } });
  const rules = serves.map((major) => [
    `v${major}`,
    { name: `serve-v${major}`, event_bus_name: 'bus', event_pattern: JSON.stringify(pattern(major)) },
  ]);
  const targets = serves.map((major) => [`v${major}`, { rule: `serve-v${major}`, event_bus_name: 'bus', arn: `\${${to}.arn}` }]);
  return readTopology(
    [
      {
        name: 'kitchen',
        directory: '/',
        data: {},
        defaultTags: { team: 'kitchen-team' },
        resources: {
          aws_iam_role: { cook: { name: 'cook' }, serve: { name: 'serve' } },
          aws_iam_role_policy: { cook: { role: '${aws_iam_role.cook.id}', policy: mayPublish } },
          aws_lambda_function: { cook: fn('cook', cooks === '' ? {} : { tags: { [PUBLISHES_TAG]: cooks } }), serve: fn('serve') },
          aws_sqs_queue: { counter: { name: 'counter' } },
          aws_cloudwatch_event_api_destination: { guest: { name: 'guest', connection_arn: 'c', http_method: 'POST' } },
          aws_cloudwatch_event_rule: Object.fromEntries(rules),
          aws_cloudwatch_event_target: Object.fromEntries(targets),
        },
      },
    ],
    world,
  );
};
