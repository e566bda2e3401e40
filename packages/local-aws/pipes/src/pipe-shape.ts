import type { KnownMembers } from '@plumbline/local-aws-kernel';

/** A pipe in the form of the API: https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html */
export interface PipeShape {
  readonly Name: string;
  readonly Description?: string | undefined;
  readonly DesiredState?: string | undefined;
  readonly RoleArn?: string | undefined;
  readonly Source?: string | undefined;
  readonly SourceParameters?: SourceParameters | undefined;
  readonly Enrichment?: string | undefined;
  readonly EnrichmentParameters?: { readonly InputTemplate?: string | undefined } | undefined;
  readonly Target?: string | undefined;
  readonly TargetParameters?: TargetParameters | undefined;
  readonly LogConfiguration?: LogConfiguration | undefined;
  readonly Tags?: Readonly<Record<string, string>> | undefined;
}

export interface SourceParameters {
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern?: string | undefined }[] | undefined } | undefined;
  readonly SqsQueueParameters?:
    | { readonly BatchSize?: number | undefined; readonly MaximumBatchingWindowInSeconds?: number | undefined }
    | undefined;
  readonly DynamoDBStreamParameters?: StreamParameters | undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceDynamoDBStreamParameters.html */
export interface StreamParameters {
  readonly StartingPosition?: string | undefined;
  readonly BatchSize?: number | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  readonly MaximumBatchingWindowInSeconds?: number | undefined;
  readonly MaximumRecordAgeInSeconds?: number | undefined;
  readonly MaximumRetryAttempts?: number | undefined;
  readonly OnPartialBatchItemFailure?: string | undefined;
  readonly ParallelizationFactor?: number | undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeTargetParameters.html */
export interface TargetParameters {
  readonly InputTemplate?: string | undefined;
  readonly LambdaFunctionParameters?: { readonly InvocationType?: string | undefined } | undefined;
  readonly StepFunctionStateMachineParameters?: { readonly InvocationType?: string | undefined } | undefined;
  readonly SqsQueueParameters?:
    | { readonly MessageGroupId?: string | undefined; readonly MessageDeduplicationId?: string | undefined }
    | undefined;
  readonly EventBridgeEventBusParameters?: BusParameters | undefined;
  readonly CloudWatchLogsParameters?: { readonly LogStreamName?: string | undefined; readonly Timestamp?: string | undefined } | undefined;
}

export interface BusParameters {
  readonly DetailType?: string | undefined;
  readonly Source?: string | undefined;
  readonly Resources?: readonly string[] | undefined;
  readonly Time?: string | undefined;
}

export interface LogConfiguration {
  readonly Level?: string | undefined;
  readonly IncludeExecutionData?: readonly string[] | undefined;
  readonly CloudwatchLogsLogDestination?: { readonly LogGroupArn?: string | undefined } | undefined;
}

/** The supported members, by the path of their block. */
export const PIPE_MEMBERS: KnownMembers = {
  '': [
    ...['Name', 'Description', 'DesiredState', 'RoleArn', 'Source', 'SourceParameters', 'Enrichment', 'EnrichmentParameters'],
    ...['Target', 'TargetParameters', 'LogConfiguration', 'Tags'],
  ],
  SourceParameters: ['FilterCriteria', 'SqsQueueParameters', 'DynamoDBStreamParameters'],
  'SourceParameters.SqsQueueParameters': ['BatchSize', 'MaximumBatchingWindowInSeconds'],
  'SourceParameters.DynamoDBStreamParameters': [
    ...['StartingPosition', 'BatchSize', 'DeadLetterConfig', 'MaximumBatchingWindowInSeconds', 'MaximumRecordAgeInSeconds'],
    ...['MaximumRetryAttempts', 'OnPartialBatchItemFailure', 'ParallelizationFactor'],
  ],
  EnrichmentParameters: ['InputTemplate'],
  TargetParameters: [
    ...['InputTemplate', 'LambdaFunctionParameters', 'StepFunctionStateMachineParameters', 'SqsQueueParameters'],
    ...['EventBridgeEventBusParameters', 'CloudWatchLogsParameters'],
  ],
  'TargetParameters.LambdaFunctionParameters': ['InvocationType'],
  'TargetParameters.StepFunctionStateMachineParameters': ['InvocationType'],
  'TargetParameters.SqsQueueParameters': ['MessageGroupId', 'MessageDeduplicationId'],
  'TargetParameters.EventBridgeEventBusParameters': ['DetailType', 'Source', 'Resources', 'Time'],
  'TargetParameters.CloudWatchLogsParameters': ['LogStreamName', 'Timestamp'],
  LogConfiguration: ['Level', 'IncludeExecutionData', 'CloudwatchLogsLogDestination'],
};
