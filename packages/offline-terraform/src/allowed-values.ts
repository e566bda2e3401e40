/** The values of an attribute that AWS knows, and the page that says so. */
export interface AllowedValues {
  readonly values: readonly (string | number)[];
  readonly page: string;
}

const API = 'https://docs.aws.amazon.com';
const oneOf = (page: string, ...values: readonly (string | number)[]): AllowedValues => ({ values, page: `${API}/${page}` });

const FUNCTION = 'lambda/latest/api/API_CreateFunction.html';
const LOGGING = 'lambda/latest/api/API_LoggingConfig.html';
const TABLE = 'amazondynamodb/latest/APIReference/API_CreateTable.html';
const METHOD = 'apigateway/latest/api/API_PutMethod.html';
const INTEGRATION = 'apigateway/latest/api/API_PutIntegration.html';
const ALARM = 'AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html';
const LIFECYCLE = 'AmazonS3/latest/API/API_LifecycleRule.html';
const TRANSITION = 'AmazonS3/latest/API/API_Transition.html';

const HTTP_METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const STORAGE_CLASSES = ['DEEP_ARCHIVE', 'GLACIER', 'GLACIER_IR', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'STANDARD_IA'];
const PROJECTIONS = ['ALL', 'INCLUDE', 'KEYS_ONLY'];
const RUNTIMES = [
  ...['10.x', '12.x', '14.x', '16.x', '18.x', '20.x', '22.x', '24.x'].map((version) => `nodejs${version}`),
  ...['3.6', '3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'].map((version) => `python${version}`),
  ...['8', '8.al2', '11', '17', '21', '25'].map((version) => `java${version}`),
  ...['2.5', '2.7', '3.2', '3.3', '3.4'].map((version) => `ruby${version}`),
  ...['dotnet6', 'dotnet8', 'go1.x', 'provided', 'provided.al2', 'provided.al2023'],
];
/** 0 is Terraform's word for "never expires". */
const RETENTION_DAYS = [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/**
 * By resource type, then by attribute. Terraform's schemas have no enums: the provider checks them in code that is not here.
 *
 * Only what the stacks use or are likely to. A value that AWS added after provider 6.25 (a year ago) is refused here as the
 * provider refuses it, `nodejs26.x` among them; whether a runtime is deprecated is not looked at.
 */
export const ALLOWED_VALUES: Readonly<Record<string, Readonly<Record<string, AllowedValues>>>> = {
  aws_api_gateway_integration: {
    type: oneOf(INTEGRATION, 'AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'),
    integration_http_method: oneOf(INTEGRATION, ...HTTP_METHODS),
    connection_type: oneOf(INTEGRATION, 'INTERNET', 'VPC_LINK'),
    passthrough_behavior: oneOf(INTEGRATION, 'NEVER', 'WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES'),
  },
  aws_api_gateway_method: {
    authorization: oneOf(METHOD, 'AWS_IAM', 'COGNITO_USER_POOLS', 'CUSTOM', 'NONE'),
    http_method: oneOf(METHOD, ...HTTP_METHODS),
  },
  aws_api_gateway_method_settings: {
    'settings.logging_level': oneOf('apigateway/latest/api/API_MethodSetting.html', 'ERROR', 'INFO', 'OFF'),
  },
  aws_api_gateway_rest_api: {
    'endpoint_configuration.types': oneOf('apigateway/latest/api/API_EndpointConfiguration.html', 'EDGE', 'PRIVATE', 'REGIONAL'),
  },
  aws_cloudwatch_event_rule: {
    state: oneOf(
      'eventbridge/latest/APIReference/API_PutRule.html',
      'DISABLED',
      'ENABLED',
      'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    ),
  },
  aws_cloudwatch_log_group: {
    log_group_class: oneOf('AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html', 'DELIVERY', 'INFREQUENT_ACCESS', 'STANDARD'),
    retention_in_days: oneOf('AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html', ...RETENTION_DAYS),
  },
  aws_cloudwatch_metric_alarm: {
    comparison_operator: oneOf(
      ALARM,
      'GreaterThanOrEqualToThreshold',
      'GreaterThanThreshold',
      'GreaterThanUpperThreshold',
      'LessThanLowerOrGreaterThanUpperThreshold',
      'LessThanLowerThreshold',
      'LessThanOrEqualToThreshold',
      'LessThanThreshold',
    ),
    statistic: oneOf(ALARM, 'Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'),
    treat_missing_data: oneOf(ALARM, 'breaching', 'ignore', 'missing', 'notBreaching'),
  },
  aws_dynamodb_table: {
    billing_mode: oneOf(TABLE, 'PAY_PER_REQUEST', 'PROVISIONED'),
    stream_view_type: oneOf(TABLE, '', 'KEYS_ONLY', 'NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE'),
    table_class: oneOf(TABLE, 'STANDARD', 'STANDARD_INFREQUENT_ACCESS'),
    'attribute.type': oneOf(TABLE, 'B', 'N', 'S'),
    'global_secondary_index.projection_type': oneOf(TABLE, ...PROJECTIONS),
    'local_secondary_index.projection_type': oneOf(TABLE, ...PROJECTIONS),
  },
  aws_lambda_event_source_mapping: {
    function_response_types: oneOf('lambda/latest/api/API_CreateEventSourceMapping.html', 'ReportBatchItemFailures'),
    starting_position: oneOf('lambda/latest/api/API_CreateEventSourceMapping.html', 'AT_TIMESTAMP', 'LATEST', 'TRIM_HORIZON'),
  },
  aws_lambda_function: {
    architectures: oneOf(FUNCTION, 'arm64', 'x86_64'),
    package_type: oneOf(FUNCTION, 'Image', 'Zip'),
    runtime: oneOf(FUNCTION, ...RUNTIMES),
    'tracing_config.mode': oneOf('lambda/latest/api/API_TracingConfig.html', 'Active', 'PassThrough'),
    'logging_config.log_format': oneOf(LOGGING, 'JSON', 'Text'),
    'logging_config.application_log_level': oneOf(LOGGING, 'DEBUG', 'ERROR', 'FATAL', 'INFO', 'TRACE', 'WARN'),
    'logging_config.system_log_level': oneOf(LOGGING, 'DEBUG', 'INFO', 'WARN'),
  },
  aws_s3_bucket_lifecycle_configuration: {
    'rule.status': oneOf(LIFECYCLE, 'Disabled', 'Enabled'),
    'rule.transition.storage_class': oneOf(TRANSITION, ...STORAGE_CLASSES),
    'rule.noncurrent_version_transition.storage_class': oneOf(TRANSITION, ...STORAGE_CLASSES),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    'rule.apply_server_side_encryption_by_default.sse_algorithm': oneOf(
      'AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html',
      'AES256',
      'aws:fsx',
      'aws:kms',
      'aws:kms:dsse',
    ),
  },
  aws_s3_bucket_versioning: {
    'versioning_configuration.status': oneOf('AmazonS3/latest/API/API_PutBucketVersioning.html', 'Disabled', 'Enabled', 'Suspended'),
  },
  aws_sqs_queue: {
    deduplication_scope: oneOf('AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html', 'messageGroup', 'queue'),
    fifo_throughput_limit: oneOf('AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html', 'perMessageGroupId', 'perQueue'),
  },
};
