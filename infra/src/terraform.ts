/**
 * The only import of CDKTF and its AWS bindings. CDKTF is archived; its fork CDK Terrain is a drop-in, so that a move
 * touches the versions in pnpm-workspace.yaml and, at most, this file (catalog/adrs).
 */
export { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account/index.js';
export { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
export { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration/index.js';
export { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method/index.js';
export { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
export { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource/index.js';
export { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
export { ApiGatewayRestApiPolicy } from '@cdktf/provider-aws/lib/api-gateway-rest-api-policy/index.js';
export { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
export { AppsyncApiKey } from '@cdktf/provider-aws/lib/appsync-api-key/index.js';
export { AppsyncDatasource } from '@cdktf/provider-aws/lib/appsync-datasource/index.js';
export { AppsyncFunction } from '@cdktf/provider-aws/lib/appsync-function/index.js';
export { AppsyncGraphqlApi } from '@cdktf/provider-aws/lib/appsync-graphql-api/index.js';
export { AppsyncResolver } from '@cdktf/provider-aws/lib/appsync-resolver/index.js';
export { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js';
export { CloudwatchEventApiDestination } from '@cdktf/provider-aws/lib/cloudwatch-event-api-destination/index.js';
export { CloudwatchEventArchive } from '@cdktf/provider-aws/lib/cloudwatch-event-archive/index.js';
export { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus/index.js';
export { CloudwatchEventConnection } from '@cdktf/provider-aws/lib/cloudwatch-event-connection/index.js';
export { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
export { CloudwatchEventTarget, type CloudwatchEventTargetConfig } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
export { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
export { CloudwatchMetricAlarm, type CloudwatchMetricAlarmConfig } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
export { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
export { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition/index.js';
export { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
export { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
export { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy/index.js';
export { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
export { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
export { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
export { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
export { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
export { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
export { PipesPipe } from '@cdktf/provider-aws/lib/pipes-pipe/index.js';
export { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
export { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
export { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
export { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
export { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
export { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
export { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
export { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
export { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule/index.js';
export { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group/index.js';
export { SchemasRegistry } from '@cdktf/provider-aws/lib/schemas-registry/index.js';
export { SchemasSchema } from '@cdktf/provider-aws/lib/schemas-schema/index.js';
export { Sesv2ConfigurationSet } from '@cdktf/provider-aws/lib/sesv2-configuration-set/index.js';
export { Sesv2EmailIdentity } from '@cdktf/provider-aws/lib/sesv2-email-identity/index.js';
export { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine/index.js';
export { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
export { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
export { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
export { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
export { XrayGroup } from '@cdktf/provider-aws/lib/xray-group/index.js';
export { XraySamplingRule } from '@cdktf/provider-aws/lib/xray-sampling-rule/index.js';
export {
  App,
  Aspects,
  AssetType,
  CloudBackend,
  Lazy,
  NamedCloudWorkspace,
  TerraformAsset,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
} from 'cdktf';
export { Construct } from 'constructs';
