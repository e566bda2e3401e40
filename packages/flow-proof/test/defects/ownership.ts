import type { StackFile } from '@plumbline/topology';
import type { FlowCode } from '../../src/index.ts';
import type { Block, Defect } from '../planted.ts';
import { all, set, unset } from '../planting.ts';
import { publishOrderCreated } from './coverage.ts';

const FUNCTION = 'aws_lambda_function';
const TARGET = 'aws_cloudwatch_event_target';

/** What a resource's people accept, beside what is noted there already. */
export const acceptAt = (block: Block, accepts: Record<string, unknown>): void => {
  const { '//': comment } = block as { '//'?: { plumbline?: object } };
  block['//'] = { ...comment, plumbline: { ...comment?.plumbline, accepts } };
};

const accepting =
  (type: string, named: string, accepts: Record<string, unknown>): Defect['plant'] =>
  (stacks) =>
    acceptAt(stacks.block(type, named), accepts);

/** A stack with some of the tags that its provider gave to everything. */
const tagged = ({ defaultTags = {}, ...file }: StackFile, keeps: (tag: string) => boolean): StackFile => {
  const tags = Object.fromEntries(Object.entries(defaultTags).filter(([name]) => keeps(name)));
  return { ...file, defaultTags: tags, provider: { ...file.provider, default_tags: [{ tags }] } };
};

/** Stacks without an owner, or that cannot be deployed alone. */
export const OWNERSHIP_DEFECTS: readonly Defect[] = [
  ...(['team', 'service'] as const).map((tag) => ({
    name: `a stack’s resources have no tag ${tag}`,
    finds: 'TAGS_MISSING' as const,
    at: 'delivery/provider.aws',
    plant: ((stacks) => stacks.replace('delivery', (file) => tagged(file, (name) => name !== tag))) satisfies Defect['plant'],
  })),
  {
    name: 'a stack’s resources have no tags',
    finds: 'TAGS_MISSING',
    at: 'delivery/provider.aws',
    plant: (stacks) => stacks.replace('delivery', (file) => tagged(file, () => false)),
  },
  {
    name: 'a stack reads another’s state',
    finds: 'STATE_SHARED',
    at: 'delivery/provider.aws',
    plant: (stacks) =>
      stacks.replace('delivery', (file) => ({
        ...file,
        data: { ...file.data, terraform_remote_state: { orders: { backend: 'remote' } } },
      })),
  },
];

const broken = unset(FUNCTION, 'arrange-delivery_function', 'tracing_config');

/** Findings that are accepted wrongly. */
export const ACCEPTANCE_DEFECTS: readonly Defect[] = [
  {
    name: 'what is accepted has no code',
    finds: 'ACCEPT_UNKNOWN',
    at: `delivery/${FUNCTION}.arrange-delivery`,
    plant: accepting(FUNCTION, 'arrange-delivery_function', { TRACE_BROKE: 'It is right so.' }),
  },
  ...['', '  ', true].map((reason) => ({
    name: `a finding is accepted with ${JSON.stringify(reason)} for a reason`,
    finds: ['ACCEPT_WITHOUT_REASON', 'TRACE_BROKEN'] as const satisfies readonly FlowCode[],
    at: `delivery/${FUNCTION}.arrange-delivery`,
    plant: all(broken, accepting(FUNCTION, 'arrange-delivery_function', { TRACE_BROKEN: reason })),
  })),
  {
    name: 'what is accepted is not found any more',
    finds: 'ACCEPT_UNUSED',
    at: `delivery/${FUNCTION}.arrange-delivery`,
    plant: accepting(FUNCTION, 'arrange-delivery_function', { TRACE_BROKEN: 'It is called a million times a second.' }),
  },
  {
    name: 'it is accepted at another resource than where it is found',
    finds: ['ACCEPT_UNUSED', 'TRACE_BROKEN'],
    plant: all(broken, accepting('aws_iam_role', 'arrange-delivery_role', { TRACE_BROKEN: 'It is called a million times a second.' })),
  },
  {
    name: 'an event that causes itself is accepted without a bound',
    finds: ['EVENT_LOOP', 'LOOP_WITHOUT_BOUND'],
    at: 'orders/aws_lambda_function.new-order',
    plant: (stacks) => {
      publishOrderCreated(stacks, 'new-order', 'plumbline.orders', 'order-accepted');
      acceptAt(stacks.block('aws_lambda_function', 'new-order'), { EVENT_LOOP: 'It ends some day.' });
    },
  },
];

/** Paths to missing resources. */
export const MISSING_DEFECTS: readonly Defect[] = [
  ...(
    [
      ['a function', 'arn:aws:lambda:eu-west-1:123456789012:function:plumbline-dev-arrange-deliveries'],
      ['a queue', 'arn:aws:sqs:eu-west-1:123456789012:plumbline-dev-arrange-deliveries'],
      ['a state machine', 'arn:aws:states:eu-west-1:123456789012:stateMachine:plumbline-dev-arrange'],
      ['a bus', 'arn:aws:events:eu-west-1:123456789012:event-bus/plumbline-prod'],
    ] as const
  ).map(([what, arn]) => ({
    name: `a rule delivers to ${what} that is not there`,
    finds: 'TARGET_MISSING' as const,
    at: `delivery/${TARGET}.arrange-delivery`,
    plant: set(TARGET, 'arrange-delivery-subscriptions_order-accepted', { arn }),
  })),
  {
    name: 'a rule calls a path that the API does not have',
    finds: 'TARGET_MISSING',
    at: `intake/${TARGET}.s3-notification-endpoint`,
    plant: (stacks) => {
      const target = stacks.block(TARGET, 's3-notification-endpoint');
      target.arn = String(target.arn).replace('/POST/s3-notification', '/POST/notification');
    },
  },
];
