/** The day of the last manual update of the prices: list prices of eu-west-1 in US dollars, without tax. No program queries AWS for them. */
export const PRICES_OF = 'November 2026';

/** The price of an idle resource. */
export interface IdlePrice {
  readonly what: string;
  readonly types: readonly string[];
  /** US dollars for each and month. */
  readonly usd: number;
  /** The number that is free in each account, every month. */
  readonly free: number;
  readonly why: string;
  readonly page: string;
}

/** A poller waits at most 20 s for a message, and there are at least five of them: 657,000 requests in a month of 730 hours. */
const POLLS_OF_A_MAPPING = (5 * 730 * 3_600) / 20;

export const IDLE_PRICES: readonly IdlePrice[] = [
  {
    what: 'alarms',
    types: ['aws_cloudwatch_metric_alarm'],
    usd: 0.1,
    free: 10,
    why: 'standard resolution, one metric each',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  {
    what: 'dashboards',
    types: ['aws_cloudwatch_dashboard'],
    usd: 3,
    free: 3,
    why: 'of up to 50 metrics',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  {
    what: 'polled queues',
    types: ['aws_lambda_event_source_mapping'],
    usd: (POLLS_OF_A_MAPPING / 1_000_000) * 0.4,
    free: 1,
    why: 'Lambda polls an empty queue about 660,000 times a month, at 0.40 per million; one million is free',
    page: 'https://aws.amazon.com/sqs/pricing/',
  },
];

/** Resources that are free while they hold no data and carry no traffic, by the page with their prices. */
export const IDLE_FREE: readonly { readonly types: readonly string[]; readonly page: string }[] = [
  {
    types: ['aws_lambda_function', 'aws_lambda_function_event_invoke_config', 'aws_lambda_permission'],
    page: 'https://aws.amazon.com/lambda/pricing/',
  },
  {
    types: [
      'aws_cloudwatch_event_api_destination',
      'aws_cloudwatch_event_archive',
      'aws_cloudwatch_event_bus',
      // The price of an API destination's calls includes the secret that EventBridge keeps for its connection:
      // https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrating_how-services-use-secrets_events.html
      'aws_cloudwatch_event_connection',
      'aws_cloudwatch_event_rule',
      'aws_cloudwatch_event_target',
      'aws_pipes_pipe',
      'aws_scheduler_schedule',
      'aws_scheduler_schedule_group',
      'aws_schemas_registry',
      'aws_schemas_schema',
    ],
    page: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  { types: ['aws_sqs_queue', 'aws_sqs_queue_policy'], page: 'https://aws.amazon.com/sqs/pricing/' },
  { types: ['aws_dynamodb_table'], page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/' },
  {
    types: [
      'aws_s3_bucket',
      'aws_s3_bucket_lifecycle_configuration',
      'aws_s3_bucket_notification',
      'aws_s3_bucket_policy',
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration',
      'aws_s3_bucket_versioning',
    ],
    page: 'https://aws.amazon.com/s3/pricing/',
  },
  {
    types: [
      'aws_api_gateway_account',
      'aws_api_gateway_deployment',
      'aws_api_gateway_integration',
      'aws_api_gateway_method',
      'aws_api_gateway_method_settings',
      'aws_api_gateway_resource',
      'aws_api_gateway_rest_api',
      'aws_api_gateway_rest_api_policy',
      'aws_api_gateway_stage',
    ],
    page: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  {
    types: ['aws_appsync_api_key', 'aws_appsync_datasource', 'aws_appsync_function', 'aws_appsync_graphql_api', 'aws_appsync_resolver'],
    page: 'https://aws.amazon.com/appsync/pricing/',
  },
  { types: ['aws_sfn_state_machine'], page: 'https://aws.amazon.com/step-functions/pricing/' },
  { types: ['aws_sns_topic', 'aws_sns_topic_subscription'], page: 'https://aws.amazon.com/sns/pricing/' },
  { types: ['aws_sesv2_configuration_set', 'aws_sesv2_email_identity'], page: 'https://aws.amazon.com/ses/pricing/' },
  { types: ['aws_cloudwatch_log_group'], page: 'https://aws.amazon.com/cloudwatch/pricing/' },
  { types: ['aws_xray_group', 'aws_xray_sampling_rule'], page: 'https://aws.amazon.com/xray/pricing/' },
  { types: ['aws_iam_role', 'aws_iam_role_policy'], page: 'https://aws.amazon.com/iam/' },
];
