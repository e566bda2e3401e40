import type { Defect } from '../planted.ts';
import { adding, allowing, set, statements, unset, without } from '../planting.ts';

const API = 'aws_appsync_graphql_api';
const RESOLVER = 'aws_appsync_resolver';
const SOURCE = 'aws_appsync_datasource';
const MACHINE = 'aws_sfn_state_machine';
const MAPPING = 'aws_lambda_event_source_mapping';
const PIPE = 'aws_pipes_pipe';
const ROLE_POLICY = 'aws_iam_role_policy';
const TABLE = 'aws_dynamodb_table';
const SUBSCRIPTION = 'aws_sns_topic_subscription';
const QUEUE = 'aws_sqs_queue';

const ORDERS_API = 'restaurant-orders-api_';
const WORKFLOW = 'process-order-workflow_machine';
const OUTBOX = 'announce-restaurant-orders-pipe_';
const PLACE_ORDER = 'take-order-commands_place-order';

type State = Record<string, unknown>;
interface Machine {
  StartAt: string;
  States: Record<string, State>;
}

/** Changes the definition of the workflow. */
const states =
  (change: (machine: Machine) => void): Defect['plant'] =>
  (stacks) =>
    stacks.edit(MACHINE, WORKFLOW, 'definition', change);

/** Changes one state of the workflow. */
const state = (name: string, change: (state: State) => void): Defect['plant'] =>
  states(({ States }) => {
    const found = States[name];
    if (found === undefined) throw new Error(`The workflow has no state ${name}.`);
    change(found);
  });

/** Replaces text in the API's schema. */
const schema =
  (before: string, after: string): Defect['plant'] =>
  (stacks) => {
    const block = stacks.block(API, ORDERS_API);
    if (!String(block.schema).includes(before)) throw new Error(`The schema has no ${before}.`);
    block.schema = String(block.schema).replace(before, after);
  };

export const COMMAND_DEFECTS: readonly Defect[] = [
  {
    name: 'no function reads the queue of a command',
    finds: ['COMMAND_UNHANDLED', 'PERMISSION_UNUSED'],
    plant: without(MAPPING, `${PLACE_ORDER}-mapping`),
  },
  {
    name: 'two functions read the queue of a command',
    finds: ['COMMAND_HANDLED_TWICE', 'ROLE_TOO_WEAK'],
    plant: adding('restaurant-orders', MAPPING, 'second', {
      event_source_arn: 'arn:aws:sqs:eu-west-1:123456789012:plumbline-dev-place-order',
      function_name: 'plumbline-dev-take-payment',
    }),
  },
  {
    name: 'no role may send a command',
    finds: 'COMMAND_UNSENT',
    plant: statements(ROLE_POLICY, 'restaurant-orders-api_sources_commands-policy', 'sqs:SendMessage', (statement) => {
      statement.Action = 'sqs:GetQueueUrl';
    }),
  },
  {
    name: 'a command is named in the past tense',
    finds: ['COMMAND_IN_THE_PAST', 'COMMAND_UNHANDLED'],
    plant: (stacks) => stacks.command('PlaceOrder', { commandType: 'OrderPlaced' }),
  },
  {
    name: 'an event is named in the imperative',
    finds: ['EVENT_IN_THE_IMPERATIVE'],
    plant: (stacks) => {
      const [one] = stacks.contracts.filter(({ eventType }) => eventType === 'SaleRejected');
      if (one !== undefined) stacks.contracts = [...stacks.contracts, { ...one, eventType: 'RejectSale', detailType: 'reject-sale' }];
    },
  },
  {
    name: 'the queue of a command has no dead-letter queue',
    finds: ['QUEUE_WITHOUT_DLQ'],
    plant: (stacks) => {
      for (const block of Object.values(stacks.blocks('restaurant-orders', QUEUE)))
        if (block.name === 'plumbline-dev-place-order') delete block.redrive_policy;
    },
  },
];

export const API_DEFECTS: readonly Defect[] = [
  {
    name: 'a field of a mutation has no resolver',
    finds: 'FIELD_WITHOUT_RESOLVER',
    plant: without(RESOLVER, 'restaurant-orders-api_mutation-update'),
  },
  {
    name: 'a field is new in the schema, and has no resolver',
    finds: 'FIELD_WITHOUT_RESOLVER',
    plant: schema('type Query {', 'type Query {\n  countOrders: Int'),
  },
  {
    name: 'the root types have other names, and a field has no resolver',
    finds: ['FIELD_WITHOUT_RESOLVER', 'RESOLVER_WITHOUT_FIELD'],
    plant: (stacks) => {
      schema('query: Query', 'query: Reading')(stacks);
      schema('type Query {', 'type Reading {')(stacks);
    },
  },
  {
    name: 'a resolver is for a field that is gone',
    finds: 'RESOLVER_WITHOUT_FIELD',
    plant: schema('  "Withdraws an order before its payment."\n  deleteOrder(id: ID!): Order!\n', ''),
  },
  { name: 'a schema is not GraphQL', finds: 'SCHEMA_UNREADABLE', plant: schema('type Query {', 'type Query (') },
  {
    name: 'a resolver names a data source that is gone',
    finds: 'SOURCE_MISSING',
    plant: set(RESOLVER, 'restaurant-orders-api_query-get', { data_source: 'orders' }),
  },
  {
    name: 'a data source names a table that is gone',
    finds: 'SOURCE_MISSING',
    plant: set(SOURCE, 'restaurant-orders-api_sources_restaurants_', { dynamodb_config: { table_name: 'plumbline-dev-diners' } }),
  },
  {
    name: 'a resolver deletes, and its role does not allow it',
    finds: 'RESOLVER_FORBIDDEN',
    plant: statements(ROLE_POLICY, 'restaurant-orders-api_sources_restaurant-orders-policy', 'dynamodb:DeleteItem', (statement) => {
      statement.Action = [statement.Action].flat().filter((action) => action !== 'dynamodb:DeleteItem');
    }),
  },
  {
    name: 'a resolver queries an index, and its role allows only the table',
    finds: 'RESOLVER_FORBIDDEN',
    plant: statements(ROLE_POLICY, 'restaurant-orders-api_sources_restaurant-orders-policy', 'dynamodb:Query', (statement) => {
      statement.Resource = [statement.Resource ?? []].flat().slice(0, 1);
    }),
  },
  {
    name: 'a data source has no role',
    finds: 'RESOLVER_FORBIDDEN',
    plant: unset(SOURCE, 'restaurant-orders-api_sources_restaurants_', 'service_role_arn'),
  },
  {
    name: 'an API key expires in two weeks',
    finds: 'API_KEY_EXPIRES',
    plant: set('aws_appsync_api_key', 'restaurant-orders-api_key', { expires: '2026-12-12T00:00:00Z' }),
  },
];

export const WORKFLOW_DEFECTS: readonly Defect[] = [
  {
    name: 'a state leads to one that is gone',
    finds: 'STATE_MISSING',
    plant: state('ReportMail', (one) => void Object.assign(one, { Next: 'TellStaff' })),
  },
  {
    name: 'no path leads to a state',
    finds: 'STATE_UNREACHABLE',
    plant: state('WasPaid', (one) => void Object.assign(one, { Default: 'CompleteOrder' })),
  },
  {
    name: 'a task has no Catch',
    finds: 'TASK_WITHOUT_CATCH',
    plant: state('RecordOrder', (one) => void Object.assign(one, { Catch: [] })),
    at: 'process-order',
  },
  { name: 'a task has no Retry', finds: 'TASK_WITHOUT_CATCH', plant: state('TellKitchen', (one) => void delete one.Retry) },
  {
    name: 'a task invokes a function that is gone',
    finds: ['TASK_TARGET_MISSING', 'WORKFLOW_FORBIDDEN'],
    plant: state('TakePayment', (one) => void Object.assign(one.Arguments as object, { FunctionName: 'plumbline-dev-charge' })),
  },
  {
    name: 'the role may not invoke the function of a task',
    finds: 'WORKFLOW_FORBIDDEN',
    plant: statements(
      ROLE_POLICY,
      'process-order-workflow',
      'lambda:InvokeFunction',
      (statement) => void Object.assign(statement, { Action: 'lambda:GetFunction' }),
    ),
  },
  {
    name: 'the role may not write in the transaction of a task',
    finds: 'WORKFLOW_FORBIDDEN',
    plant: statements(
      ROLE_POLICY,
      'process-order-workflow',
      'dynamodb:PutItem',
      (statement) => void Object.assign(statement, { Action: 'dynamodb:UpdateItem' }),
    ),
  },
  {
    name: 'the role may not tell the staff',
    finds: 'WORKFLOW_FORBIDDEN',
    plant: statements(
      ROLE_POLICY,
      'process-order-workflow',
      'sns:Publish',
      (statement) => void Object.assign(statement, { Action: 'sns:ListTopics' }),
    ),
  },
  {
    name: 'the role may not send mail',
    finds: 'WORKFLOW_FORBIDDEN',
    plant: statements(
      ROLE_POLICY,
      'process-order-workflow',
      'ses:SendEmail',
      (statement) => void Object.assign(statement, { Action: 'ses:GetSendQuota' }),
    ),
  },
  {
    name: 'mail comes from an address that is not verified',
    finds: 'MAIL_SENDER_UNVERIFIED',
    plant: state('MailGuest', (one) => void Object.assign(one.Arguments as object, { FromEmailAddress: 'me@elsewhere.example' })),
  },
  {
    name: 'a workflow publishes an event that the outbox does not',
    finds: 'OUTBOX_EVENT_UNKNOWN',
    plant: (stacks) => {
      const block = stacks.block(MACHINE, WORKFLOW);
      block.definition = String(block.definition).replace('{"S":"RestaurantOrderPaid"}', '{"S":"RestaurantOrderCooked"}');
    },
  },
  {
    name: 'a filter policy asks for an attribute that no message has',
    finds: 'FILTER_NEVER_MATCHES',
    plant: set(SUBSCRIPTION, 'restaurant-kitchens-topic_subscriber-1', { filter_policy: '{"restaurant":["Dominos"]}' }),
  },
  {
    name: 'a filter policy asks for a value that no message has',
    finds: 'FILTER_NEVER_MATCHES',
    plant: (stacks) => {
      state(
        'TellKitchen',
        ({ Arguments }) =>
          void Object.assign(Arguments as object, {
            MessageAttributes: { restaurant_id: { DataType: 'String', StringValue: 'Trattoria' } },
          }),
      )(stacks);
    },
  },
];

export const PIPE_DEFECTS: readonly Defect[] = [
  { name: 'a pipe is stopped', finds: 'PIPE_STOPPED', plant: set(PIPE, OUTBOX, { desired_state: 'STOPPED' }) },
  {
    name: 'the stream of a table is off',
    finds: 'PIPE_END_MISSING',
    plant: set(TABLE, 'restaurant-orders_table', { stream_enabled: false }),
  },
  {
    name: 'the bus of a pipe is gone',
    finds: ['PIPE_END_MISSING', 'PIPE_FORBIDDEN'],
    plant: set(PIPE, OUTBOX, { target: 'arn:aws:events:eu-west-1:123456789012:event-bus/plumbline-prod' }),
  },
  {
    name: 'a pipe has no dead-letter queue',
    finds: 'PIPE_WITHOUT_DLQ',
    plant: (stacks) => {
      const parameters = stacks.block(PIPE, OUTBOX).source_parameters as { dynamodb_stream_parameters: Record<string, unknown> };
      delete parameters.dynamodb_stream_parameters.dead_letter_config;
    },
  },
  {
    name: 'a pipe may not read its stream',
    finds: 'PIPE_FORBIDDEN',
    plant: statements(
      ROLE_POLICY,
      'announce-restaurant-orders-pipe',
      'dynamodb:GetRecords',
      (statement) => void Object.assign(statement, { Action: 'dynamodb:DescribeStream' }),
    ),
  },
  {
    name: 'a pipe may not invoke its enrichment',
    finds: 'PIPE_FORBIDDEN',
    plant: statements(
      ROLE_POLICY,
      'announce-restaurant-orders-pipe',
      'lambda:InvokeFunction',
      (statement) => void Object.assign(statement, { Action: 'lambda:GetFunction' }),
    ),
  },
  {
    name: 'a pipe may not keep its dead letters',
    finds: 'PIPE_FORBIDDEN',
    plant: statements(
      ROLE_POLICY,
      'announce-restaurant-orders-pipe',
      'sqs:SendMessage',
      (statement) => void Object.assign(statement, { Action: 'sqs:GetQueueUrl' }),
    ),
  },
];

/** What is right in another way. */
export const RIGHT_APIS: readonly Pick<Defect, 'name' | 'plant'>[] = [
  {
    name: 'a command’s owner has no stack here',
    plant: (stacks) => stacks.command('PlaceOrder', { commandType: 'BookTable', owner: 'tables-team' }),
  },
  {
    name: 'a subscription has no resolver',
    plant: schema('onOrderUpdated(id: ID!): Order', 'onOrderUpdated(id: ID!, orderStatus: OrderStatus): Order'),
  },
  {
    name: 'a role of a workflow may use a whole table and its indexes',
    plant: allowing(ROLE_POLICY, 'process-order-workflow', {
      Action: ['dynamodb:GetItem'],
      Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/plumbline-dev-restaurants',
    }),
  },
];
