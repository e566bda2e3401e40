import { type EventContract, PUBLISHES_TAG } from '@plumbline/event-kit';
import type { StackFile, TerraformValue } from '@plumbline/topology';
import { CHANNEL_HALVES, ID_PREFIX, largeContracts } from './large-contracts.ts';

/** A generated system without defects: every finding in it is a false positive. */
export interface LargeSystem {
  readonly stacks: readonly StackFile[];
  readonly contracts: readonly EventContract[];
}

type Block = Readonly<Record<string, TerraformValue>>;

/** A resource of a stack. */
interface Named {
  readonly type: string;
  readonly name: string;
  readonly block: Block;
}

/** A function consumes the events of these predecessors, so that the flow has no cycle. */
const STEPS_BACK = [1, 2] as const;
/** Some functions consume one more event, so that the system has twice as many rules as functions. */
const LONGER_STEP = 3;

/**
 * A system of buses, each with the same number of functions. A function publishes one event, and consumes the events of the two functions
 * before it (the first functions: of the three before it). Its rules select one half of the channels, amounts, and a prefix of ids. The
 * system has twice as many rules as functions.
 */
export const largeSystem = (buses: number, functionsOfBus: number): LargeSystem => {
  const made = Array.from({ length: buses }, (_, bus) => busOf(bus, largeContracts(bus, functionsOfBus)));
  return { stacks: made.map(({ stack }) => stack), contracts: made.flatMap(({ contracts }) => contracts) };
};

const busOf = (number: number, contracts: readonly EventContract[]): { stack: StackFile; contracts: readonly EventContract[] } => {
  const bus = `plumbline-bus${number}`;
  const resources = [
    { type: 'aws_cloudwatch_event_bus', name: 'bus', block: { name: bus } },
    ...contracts.flatMap((contract, index) => functionOf(bus, contract, index, contracts)),
  ];
  const byType = Object.entries(Object.groupBy(resources, ({ type }) => type)).map(([type, named = []]) => [
    type,
    Object.fromEntries(named.map(({ name, block }) => [name, block])),
  ]);
  const tags = { team: `team-${number}`, service: `bus-${number}` };
  return {
    contracts,
    stack: { name: `bus-${number}`, directory: '/', data: {}, defaultTags: tags, resources: Object.fromEntries(byType) },
  };
};

/** The events that a function consumes, with their conditions. No two conditions are the same. */
const takes = (index: number, contracts: readonly EventContract[]): readonly { readonly event: EventContract; readonly step: number }[] =>
  [...STEPS_BACK, ...(index >= LONGER_STEP && index < 2 * LONGER_STEP ? [LONGER_STEP] : [])].flatMap((step) => {
    const event = contracts[index - step];
    return event === undefined ? [] : [{ event, step }];
  });

/** The name of an event in manifests and tags. */
const entryOf = ({ eventType, version }: EventContract): string => `${eventType}:${version}`;

const functionOf = (bus: string, contract: EventContract, index: number, contracts: readonly EventContract[]): readonly Named[] => {
  const name = `step-${index}`;
  const deployed = `${bus}-${name}`;
  const taken = takes(index, contracts);
  const arn = (type: string, of: string): string => `\${${type}.${of}.arn}`;
  const declares = {
    consumes: taken.map(({ event }) => entryOf(event)),
    publishes: [entryOf(contract)],
    may: [],
  };
  const ruleArns = taken.map(({ step }) => arn('aws_cloudwatch_event_rule', `${name}-${step}`));
  return [
    { type: 'aws_iam_role', name, block: { name: `${deployed}-role`, assume_role_policy: json(statement('sts:AssumeRole', [], LAMBDA)) } },
    {
      type: 'aws_iam_role_policy',
      name,
      block: { name: deployed, role: `\${aws_iam_role.${name}.id}`, policy: json(...mayOf(name, contract)) },
    },
    { type: 'aws_cloudwatch_log_group', name, block: { name: `/aws/lambda/${deployed}` } },
    {
      type: 'aws_lambda_function',
      name,
      block: {
        '//': { plumbline: { declares } },
        function_name: deployed,
        role: arn('aws_iam_role', name),
        timeout: 10,
        environment: { variables: { EVENT_BUS_NAME: bus } },
        tracing_config: { mode: 'Active' },
        tags: { [PUBLISHES_TAG]: entryOf(contract) },
      },
    },
    {
      type: 'aws_lambda_function_event_invoke_config',
      name,
      block: {
        function_name: `\${aws_lambda_function.${name}.function_name}`,
        destination_config: { on_failure: { destination: arn(QUEUE, `${name}-failed`) } },
      },
    },
    ...queueOf(deployed, `${name}-failed`),
    ...(taken.length === 0 ? [] : queueOf(deployed, `${name}-undelivered`, ruleArns)),
    ...taken.flatMap((one) => ruleOf(bus, name, one)),
  ];
};

const QUEUE = 'aws_sqs_queue';
const LAMBDA = { Principal: { Service: 'lambda.amazonaws.com' } };

const statement = (Action: string | readonly string[], Resource: readonly string[], more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  ...(Resource.length > 0 && { Resource }),
  ...more,
});

const json = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

/** The permissions of the function's role. */
const mayOf = (name: string, { source, detailType }: EventContract): readonly object[] => [
  statement(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']),
  statement(['logs:CreateLogStream', 'logs:PutLogEvents'], [`\${aws_cloudwatch_log_group.${name}.arn}:*`]),
  statement('sqs:SendMessage', [`\${aws_sqs_queue.${name}-failed.arn}`]),
  statement('events:PutEvents', ['${aws_cloudwatch_event_bus.bus.arn}'], {
    Condition: { 'ForAllValues:StringEquals': { 'events:source': [source], 'events:detail-type': [detailType] } },
  }),
];

/** A dead-letter queue with its alarm, and a policy if rules send to it. */
const queueOf = (deployed: string, name: string, ruleArns: readonly string[] = []): readonly Named[] => {
  const send = statement('sqs:SendMessage', [`\${${QUEUE}.${name}.arn}`], {
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': ruleArns } },
  });
  const alarm = {
    alarm_name: `${deployed}-${name}`,
    namespace: 'AWS/SQS',
    metric_name: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: `\${${QUEUE}.${name}.name}` },
  };
  return [
    { type: QUEUE, name, block: { name: `${deployed}-${name}` } },
    { type: 'aws_cloudwatch_metric_alarm', name, block: alarm },
    ...(ruleArns.length === 0
      ? []
      : [{ type: 'aws_sqs_queue_policy', name, block: { queue_url: `\${${QUEUE}.${name}.url}`, policy: json(send) } }]),
  ];
};

const ruleOf = (bus: string, fn: string, { event, step }: { readonly event: EventContract; readonly step: number }): readonly Named[] => {
  const name = `${fn}-${step}`;
  const rule = `\${aws_cloudwatch_event_rule.${name}`;
  const pattern = {
    source: [event.source],
    'detail-type': [event.detailType],
    detail: {
      Metadata: { event_type: [event.eventType], event_version: [{ prefix: '1.' }] },
      Data: FILTERS[step],
    },
  };
  const target = {
    rule: `${rule}.name}`,
    event_bus_name: bus,
    target_id: 'function',
    arn: `\${aws_lambda_function.${fn}.arn}`,
    dead_letter_config: { arn: `\${${QUEUE}.${fn}-undelivered.arn}` },
  };
  const permission = {
    statement_id: name,
    action: 'lambda:InvokeFunction',
    function_name: `\${aws_lambda_function.${fn}.function_name}`,
    principal: 'events.amazonaws.com',
    source_arn: `${rule}.arn}`,
  };
  return [
    {
      type: 'aws_cloudwatch_event_rule',
      name,
      block: { name: `${bus}-${name}`, event_bus_name: bus, event_pattern: JSON.stringify(pattern) },
    },
    { type: 'aws_cloudwatch_event_target', name, block: target },
    { type: 'aws_lambda_permission', name, block: permission },
  ];
};

/** Indexed by the distance to the event's publisher. */
const FILTERS: Readonly<Record<number, object>> = {
  1: { channel: CHANNEL_HALVES[0], order_id: [{ prefix: ID_PREFIX }], restaurant: { city: [{ 'anything-but': ['Nowhere'] }] } },
  2: { channel: CHANNEL_HALVES[1], amount: [{ numeric: ['>=', 0, '<', 2_000_000] }], items: { sku: [{ exists: true }] } },
  3: {
    weight: [{ numeric: ['>', 20] }],
    payment: { kind: ['card'], last4: [{ suffix: '2' }] },
    currency: [{ 'equals-ignore-case': 'eur' }],
  },
};
