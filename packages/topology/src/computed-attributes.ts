import { createHash } from 'node:crypto';
import type { Fields } from './terraform-value.ts';
import type { World } from './world.ts';

/** Reads another attribute of the same resource, resolved. */
type Attribute = (name: string) => string;

/** How the AWS provider computes the attributes of a resource that its configuration does not give. */
type Computed = (attribute: Attribute, world: World, address: string) => Readonly<Record<string, () => string | Fields>>;

const arn = (world: World, service: string, resource: string): string =>
  `arn:${world.partition}:${service}:${world.region}:${world.accountId}:${resource}`;

/** An id in API Gateway's form: ten characters, the same for the same address. */
const shortId = (...parts: readonly string[]): string =>
  BigInt(`0x${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)}`)
    .toString(36)
    .padStart(10, '0')
    .slice(0, 10);

/** The id of a GraphQL API: 26 characters, the same for the same name, so that a plan and the synthesized stack agree. */
const graphqlApiId = (...parts: readonly string[]): string =>
  BigInt(`0x${createHash('sha256').update(parts.join('\n')).digest('hex')}`)
    .toString(36)
    .slice(0, 26);

/** The URLs of a GraphQL API. A local AWS serves it below a path, because not every resolver knows names below `localhost`. */
const graphqlUris = (id: string, { region, localEndpoint }: World): Fields =>
  localEndpoint === undefined
    ? {
        GRAPHQL: `https://${id}.appsync-api.${region}.amazonaws.com/graphql`,
        REALTIME: `wss://${id}.appsync-realtime-api.${region}.amazonaws.com/graphql`,
      }
    : {
        GRAPHQL: `${localEndpoint}/_aws/appsync/${id}/graphql`,
        REALTIME: `${localEndpoint.replace(/^http/, 'ws')}/_aws/appsync/${id}/graphql/realtime`,
      };

/** The id at the end of the ARN of a connection or an API destination: AWS generates it at random; ours is the same for the same name. */
export const nameId = (kind: 'connection' | 'api-destination', name: string): string => uuidOf(`${kind}/${name}`);

/** The id at the end of the ARN of a subscription, generated in the same way. */
export const subscriptionId = (topicArn: string, protocol: string, endpoint: string): string =>
  uuidOf(`${topicArn} ${protocol} ${endpoint}`);

const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const STREAM_LABEL = '2026-01-01T00:00:00.000';

const idIs =
  (name: string, more: Computed): Computed =>
  (attribute, world, address) => ({
    id: () => attribute(name),
    ...more(attribute, world, address),
  });

/**
 * By resource type. An attribute that is missing here can't be known before a deployment.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs (each resource's "Attribute Reference")
 */
export const COMPUTED_ATTRIBUTES: Readonly<Record<string, Computed>> = {
  aws_api_gateway_deployment: (_, __, address) => ({ id: () => shortId(address) }),
  aws_api_gateway_resource: (attribute, _, address) => ({
    id: () => shortId(attribute('rest_api_id'), address),
    path: () => `/${attribute('path_part')}`,
  }),
  aws_api_gateway_rest_api: (attribute, world, address) => ({
    id: () => shortId(world.accountId, world.region, address),
    arn: () => `arn:${world.partition}:apigateway:${world.region}::/restapis/${attribute('id')}`,
    root_resource_id: () => shortId(attribute('id'), '/'),
    execution_arn: () => arn(world, 'execute-api', attribute('id')),
  }),
  aws_api_gateway_stage: (attribute, world) => ({
    id: () => `ags-${attribute('rest_api_id')}-${attribute('stage_name')}`,
    execution_arn: () => arn(world, 'execute-api', `${attribute('rest_api_id')}/${attribute('stage_name')}`),
  }),
  aws_appsync_api_key: (attribute, world, address) => ({
    id: () => `${attribute('api_id')}:${attribute('key')}`,
    key: () => `da2-${graphqlApiId(world.accountId, world.region, address, 'key')}`,
  }),
  aws_appsync_datasource: (attribute, world) => ({
    id: () => `${attribute('api_id')}-${attribute('name')}`,
    arn: () => arn(world, 'appsync', `apis/${attribute('api_id')}/datasources/${attribute('name')}`),
  }),
  aws_appsync_function: (attribute, world, address) => ({
    id: () => `${attribute('api_id')}-${attribute('function_id')}`,
    function_id: () => graphqlApiId(attribute('api_id'), address),
    arn: () => arn(world, 'appsync', `apis/${attribute('api_id')}/functions/${attribute('function_id')}`),
  }),
  aws_appsync_graphql_api: (attribute, world) => ({
    id: () => graphqlApiId(world.accountId, world.region, attribute('name')),
    arn: () => arn(world, 'appsync', `apis/${attribute('id')}`),
    uris: () => graphqlUris(attribute('id'), world),
  }),
  aws_appsync_resolver: (attribute, world) => ({
    id: () => `${attribute('api_id')}-${attribute('type')}-${attribute('field')}`,
    arn: () => arn(world, 'appsync', `apis/${attribute('api_id')}/types/${attribute('type')}/resolvers/${attribute('field')}`),
  }),
  aws_cloudwatch_event_archive: idIs('name', (attribute, world) => ({ arn: () => arn(world, 'events', `archive/${attribute('name')}`) })),
  aws_cloudwatch_event_api_destination: idIs('name', (attribute, world) => ({
    arn: () => arn(world, 'events', `api-destination/${attribute('name')}/${nameId('api-destination', attribute('name'))}`),
  })),
  aws_cloudwatch_event_bus: idIs('name', (attribute, world) => ({ arn: () => arn(world, 'events', `event-bus/${attribute('name')}`) })),
  aws_cloudwatch_event_connection: idIs('name', (attribute, world) => ({
    arn: () => arn(world, 'events', `connection/${attribute('name')}/${nameId('connection', attribute('name'))}`),
  })),
  aws_cloudwatch_event_rule: (attribute, world) => {
    const path = (): string => (attribute('event_bus_name') === 'default' ? '' : `${attribute('event_bus_name')}/`);
    return {
      event_bus_name: () => 'default',
      id: () => `${path()}${attribute('name')}`,
      arn: () => arn(world, 'events', `rule/${path()}${attribute('name')}`),
    };
  },
  aws_cloudwatch_log_group: idIs('name', (attribute, world) => ({ arn: () => arn(world, 'logs', `log-group:${attribute('name')}`) })),
  aws_dynamodb_table: idIs('name', (attribute, world) => ({
    arn: () => arn(world, 'dynamodb', `table/${attribute('name')}`),
    // AWS ends the ARN with the time at which the stream is enabled; ours is always the same.
    stream_label: () => STREAM_LABEL,
    stream_arn: () => `${attribute('arn')}/stream/${attribute('stream_label')}`,
  })),
  aws_iam_policy: (attribute, world) => ({
    arn: () => `arn:${world.partition}:iam::${world.accountId}:policy/${attribute('name')}`,
    id: () => attribute('arn'),
  }),
  aws_iam_role: idIs('name', (attribute, world) => ({
    arn: () => `arn:${world.partition}:iam::${world.accountId}:role/${attribute('name')}`,
  })),
  aws_lambda_function: idIs('function_name', (attribute, world) => ({
    arn: () => arn(world, 'lambda', `function:${attribute('function_name')}`),
    invoke_arn: () => `arn:${world.partition}:apigateway:${world.region}:lambda:path/2015-03-31/functions/${attribute('arn')}/invocations`,
  })),
  aws_pipes_pipe: idIs('name', (attribute, world) => ({ arn: () => arn(world, 'pipes', `pipe/${attribute('name')}`) })),
  aws_s3_bucket: idIs('bucket', (attribute, world) => ({ arn: () => `arn:${world.partition}:s3:::${attribute('bucket')}` })),
  aws_scheduler_schedule: (attribute, world) => ({
    group_name: () => 'default',
    id: () => `${attribute('group_name')}/${attribute('name')}`,
    arn: () => arn(world, 'scheduler', `schedule/${attribute('group_name')}/${attribute('name')}`),
  }),
  aws_scheduler_schedule_group: idIs('name', (attribute, world) => ({
    arn: () => arn(world, 'scheduler', `schedule-group/${attribute('name')}`),
  })),
  aws_ses_configuration_set: idIs('name', (attribute, world) => ({
    arn: () => arn(world, 'ses', `configuration-set/${attribute('name')}`),
  })),
  aws_ses_domain_identity: idIs('domain', (attribute, world) => ({ arn: () => arn(world, 'ses', `identity/${attribute('domain')}`) })),
  aws_ses_email_identity: idIs('email', (attribute, world) => ({ arn: () => arn(world, 'ses', `identity/${attribute('email')}`) })),
  aws_ses_template: idIs('name', (attribute, world) => ({ arn: () => arn(world, 'ses', `template/${attribute('name')}`) })),
  aws_sesv2_configuration_set: idIs('configuration_set_name', (attribute, world) => ({
    arn: () => arn(world, 'ses', `configuration-set/${attribute('configuration_set_name')}`),
  })),
  aws_sesv2_email_identity: idIs('email_identity', (attribute, world) => ({
    arn: () => arn(world, 'ses', `identity/${attribute('email_identity')}`),
  })),
  aws_sfn_state_machine: (attribute, world) => ({
    arn: () => arn(world, 'states', `stateMachine:${attribute('name')}`),
    id: () => attribute('arn'),
  }),
  aws_kinesis_stream: (attribute, world) => ({
    arn: () => arn(world, 'kinesis', `stream/${attribute('name')}`),
    id: () => attribute('arn'),
  }),
  aws_sns_topic: (attribute, world) => ({
    arn: () => arn(world, 'sns', attribute('name')),
    id: () => attribute('arn'),
    owner: () => world.accountId,
  }),
  aws_sns_topic_policy: idIs('arn', (_, world) => ({ owner: () => world.accountId })),
  aws_sns_topic_subscription: (attribute, world) => ({
    arn: () => `${attribute('topic_arn')}:${subscriptionId(attribute('topic_arn'), attribute('protocol'), attribute('endpoint'))}`,
    id: () => attribute('arn'),
    owner_id: () => world.accountId,
  }),
  aws_sqs_queue: (attribute, world) => ({
    url: () => `${world.sqsEndpoint}/${world.accountId}/${attribute('name')}`,
    id: () => attribute('url'),
    arn: () => arn(world, 'sqs', attribute('name')),
  }),
  'data.aws_caller_identity': (_, world) => ({
    account_id: () => world.accountId,
    arn: () => `arn:${world.partition}:iam::${world.accountId}:root`,
  }),
  'data.aws_partition': (_, world) => ({ partition: () => world.partition, dns_suffix: () => 'amazonaws.com' }),
  'data.aws_region': (_, world) => ({ region: () => world.region, name: () => world.region }),
};

/** The names of the attributes that the provider computes for a type, if known here. */
export const computedNames = (type: string): readonly string[] => [
  'arn',
  'id',
  ...Object.keys(COMPUTED_ATTRIBUTES[type]?.(() => '', { partition: '', region: '', accountId: '' } as World, '') ?? {}),
];
