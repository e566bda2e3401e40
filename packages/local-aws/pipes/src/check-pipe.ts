import {
  AwsError,
  checkPattern,
  constraintError,
  memberOf,
  memberPattern,
  memberRange,
  missingMember,
  unsupportedMember,
} from '@plumbline/local-aws-kernel';
import { batchMaxOf, batchSizeOf, serviceOf } from './batch-limits.ts';
import { PIPE_MEMBERS, type PipeShape } from './pipe-shape.ts';
import { unknownPlaceholders } from './stages/input-template.ts';

const NAME = /^[.\-_A-Za-z0-9]{1,64}$/;
const SOURCES = /^arn:[^:]+:(sqs:[^:]*:\d*:[^:/]+|dynamodb:[^:]*:\d*:table\/[^/]+\/stream\/.+)$/;
const ENRICHMENTS = /^arn:[^:]+:(lambda:[^:]*:\d*:function:[^:]+|states:[^:]*:\d*:stateMachine:[^:]+)$/;
const TARGETS =
  /^arn:[^:]+:(lambda:[^:]*:\d*:function:[^:]+|states:[^:]*:\d*:stateMachine:[^:]+|sqs:|sns:|events:[^:]*:\d*:event-bus\/|logs:[^:]*:\d*:log-group:)/;
const INVOCATION_TYPES = ['REQUEST_RESPONSE', 'FIRE_AND_FORGET'];

export const validation = (message: string): AwsError => new AwsError('ValidationException', message);

/**
 * Rejects the pipes that CreatePipe and UpdatePipe reject. The bounds are those of the API reference; AWS's messages for conflicts between
 * members are not known.
 *
 * @throws AwsError ValidationException
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html
 */
export const checkPipe = (shape: PipeShape): void => {
  const unsupported = unsupportedMember(shape, PIPE_MEMBERS);
  if (unsupported !== undefined)
    throw validation(
      `local-aws does not support ${unsupported} of pipes. packages/local-aws/README.md lists the features that it supports.`,
    );
  const broken = brokenMembers(shape);
  if (broken.length > 0) throw constraintError(...broken);
  checkArns(shape);
  checkFilters(shape);
  checkBatch(shape);
  checkTargetParameters(shape);
  checkTemplate(shape.EnrichmentParameters?.InputTemplate);
  checkTemplate(shape.TargetParameters?.InputTemplate);
};

const brokenMembers = ({
  Name,
  DesiredState,
  RoleArn,
  Source,
  Target,
  SourceParameters,
  TargetParameters,
}: PipeShape): readonly string[] => {
  const stream = SourceParameters?.DynamoDBStreamParameters;
  const queue = SourceParameters?.SqsQueueParameters;
  const at = 'sourceParameters.dynamoDBStreamParameters';
  return [
    ...memberPattern('name', Name, NAME),
    ...missingMember('roleArn', RoleArn),
    ...missingMember('source', Source),
    ...missingMember('target', Target),
    ...memberOf('desiredState', DesiredState, ['RUNNING', 'STOPPED']),
    ...memberRange(`${at}.batchSize`, stream?.BatchSize, 1, 10_000),
    ...memberRange(`${at}.maximumBatchingWindowInSeconds`, stream?.MaximumBatchingWindowInSeconds, 0, 300),
    ...memberRange(`${at}.maximumRecordAgeInSeconds`, stream?.MaximumRecordAgeInSeconds, -1, 604_800),
    ...memberRange(`${at}.maximumRetryAttempts`, stream?.MaximumRetryAttempts, -1, 10_000),
    ...memberRange(`${at}.parallelizationFactor`, stream?.ParallelizationFactor, 1, 10),
    ...memberOf(`${at}.onPartialBatchItemFailure`, stream?.OnPartialBatchItemFailure, ['AUTOMATIC_BISECT']),
    ...(stream === undefined ? [] : missingMember(`${at}.startingPosition`, stream.StartingPosition)),
    ...memberOf(`${at}.startingPosition`, stream?.StartingPosition, ['TRIM_HORIZON', 'LATEST']),
    ...memberRange('sourceParameters.sqsQueueParameters.batchSize', queue?.BatchSize, 1, 10_000),
    ...memberRange('sourceParameters.sqsQueueParameters.maximumBatchingWindowInSeconds', queue?.MaximumBatchingWindowInSeconds, 0, 300),
    ...memberOf(
      'targetParameters.lambdaFunctionParameters.invocationType',
      TargetParameters?.LambdaFunctionParameters?.InvocationType,
      INVOCATION_TYPES,
    ),
    ...memberOf(
      'targetParameters.stepFunctionStateMachineParameters.invocationType',
      TargetParameters?.StepFunctionStateMachineParameters?.InvocationType,
      INVOCATION_TYPES,
    ),
  ];
};

const checkArns = ({ Source = '', Enrichment, Target = '' }: PipeShape): void => {
  if (!SOURCES.test(Source)) throw validation(`local-aws supports queues and DynamoDB streams as sources of pipes, not ${Source}.`);
  if (Enrichment !== undefined && !ENRICHMENTS.test(Enrichment))
    throw validation(`local-aws supports functions and express state machines as enrichments of pipes, not ${Enrichment}.`);
  if (!TARGETS.test(Target))
    throw validation(
      `local-aws supports event buses, queues, topics, functions, state machines and log groups as targets of pipes, not ${Target}.`,
    );
};

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_FilterCriteria.html: at most five filters. */
const checkFilters = ({ SourceParameters }: PipeShape): void => {
  const filters = SourceParameters?.FilterCriteria?.Filters ?? [];
  if (filters.length > 5) throw validation(`A pipe may have 5 filters, not ${filters.length}.`);
  for (const { Pattern = '' } of filters) {
    try {
      checkPattern(Pattern);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError('ValidationException', `Invalid filter pattern: ${error.message}`, { cause: error });
    }
  }
};

const checkBatch = ({ Source = '', Target = '', SourceParameters = {} }: PipeShape): void => {
  const { SqsQueueParameters: queue, DynamoDBStreamParameters: stream } = SourceParameters;
  if (serviceOf(Source) === 'sqs' ? stream !== undefined : queue !== undefined)
    throw validation(`The source parameters do not fit the source ${Source}.`);
  if (serviceOf(Source) === 'dynamodb' && stream === undefined)
    throw validation(`The source ${Source} requires DynamoDBStreamParameters with a StartingPosition.`);
  const size = batchSizeOf(stream?.BatchSize ?? queue?.BatchSize, Source, Target);
  if (size > batchMaxOf(Target))
    throw validation(`The batch size ${size} is larger than the target supports: ${Target} takes ${batchMaxOf(Target)} at once.`);
  if (queue !== undefined && size > 10 && (queue.MaximumBatchingWindowInSeconds ?? 0) === 0)
    throw validation('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
};

const checkTargetParameters = ({ Target = '', TargetParameters = {} }: PipeShape): void => {
  const service = serviceOf(Target);
  const fits: Readonly<Record<string, string>> = {
    LambdaFunctionParameters: 'lambda',
    StepFunctionStateMachineParameters: 'states',
    SqsQueueParameters: 'sqs',
    EventBridgeEventBusParameters: 'events',
    CloudWatchLogsParameters: 'logs',
  };
  const wrong = Object.entries(TargetParameters).find(([name, value]) => value !== undefined && (fits[name] ?? service) !== service);
  if (wrong !== undefined) throw validation(`TargetParameters.${wrong[0]} do not fit the target ${Target}.`);
  if (Target.endsWith('.fifo') && service === 'sqs' && TargetParameters.SqsQueueParameters?.MessageGroupId === undefined)
    throw validation(`The target ${Target} is a FIFO queue and requires a MessageGroupId.`);
};

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeTargetParameters.html */
const TEMPLATE_CHARS_MAX = 8_192;

const checkTemplate = (template = ''): void => {
  if (template.length > TEMPLATE_CHARS_MAX)
    throw validation(`An input template has at most ${TEMPLATE_CHARS_MAX} characters, not ${template.length}.`);
  const [unknown] = unknownPlaceholders(template);
  if (unknown !== undefined) throw validation(`The input template has an invalid placeholder: <${unknown}>.`);
};
