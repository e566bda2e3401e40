import type { TargetInput } from '@plumbline/eventbridge';
import { type HttpParameters, RETRY_DEFAULTS, type RetryPolicy } from '@plumbline/local-aws-kernel';

/** A rule's target. */
export interface Target {
  readonly id: string;
  readonly arn: string;
  /** The role with which EventBridge calls targets that have no resource policy. */
  readonly roleArn?: string;
  /** The input that replaces the event. */
  readonly input?: TargetInput;
  /** For FIFO queues. */
  readonly messageGroupId?: string;
  /** For REST APIs and API destinations. */
  readonly http?: HttpParameters;
  readonly deadLetterQueueArn?: string;
  readonly retryPolicy: RetryPolicy;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
export interface TargetShape {
  readonly Id?: string | undefined;
  readonly Arn?: string | undefined;
  readonly RoleArn?: string | undefined;
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | { readonly InputPathsMap?: Readonly<Record<string, string>> | undefined; readonly InputTemplate?: string | undefined }
    | undefined;
  readonly SqsParameters?: { readonly MessageGroupId?: string | undefined } | undefined;
  readonly HttpParameters?:
    | {
        readonly PathParameterValues?: readonly string[] | undefined;
        readonly HeaderParameters?: Readonly<Record<string, string>> | undefined;
        readonly QueryStringParameters?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  readonly RetryPolicy?:
    | { readonly MaximumEventAgeInSeconds?: number | undefined; readonly MaximumRetryAttempts?: number | undefined }
    | undefined;
}

/** The members of a target that local-aws supports; any other must not be ignored silently. */
const KNOWN: ReadonlySet<string> = new Set<keyof TargetShape>([
  ...(['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer'] as const),
  ...(['SqsParameters', 'HttpParameters', 'DeadLetterConfig', 'RetryPolicy'] as const),
]);

export const unknownMembers = (shape: TargetShape): readonly string[] => Object.keys(shape).filter((name) => !KNOWN.has(name));

/** Converts AWS's shape, which has been checked. */
export const targetFrom = (shape: TargetShape): Target => {
  const { Id = '', Arn = '', RoleArn, SqsParameters, HttpParameters, DeadLetterConfig, RetryPolicy } = shape;
  const input = inputFrom(shape);
  return {
    id: Id,
    arn: Arn,
    ...(RoleArn !== undefined && { roleArn: RoleArn }),
    ...(input !== undefined && { input }),
    ...(SqsParameters?.MessageGroupId !== undefined && { messageGroupId: SqsParameters.MessageGroupId }),
    ...(HttpParameters !== undefined && {
      http: {
        pathValues: HttpParameters.PathParameterValues ?? [],
        headers: HttpParameters.HeaderParameters ?? {},
        query: HttpParameters.QueryStringParameters ?? {},
      },
    }),
    ...(DeadLetterConfig?.Arn !== undefined && { deadLetterQueueArn: DeadLetterConfig.Arn }),
    retryPolicy: {
      eventAgeSecondsMax: RetryPolicy?.MaximumEventAgeInSeconds ?? RETRY_DEFAULTS.eventAgeSecondsMax,
      attemptsMax: RetryPolicy?.MaximumRetryAttempts ?? RETRY_DEFAULTS.attemptsMax,
    },
  };
};

const inputFrom = ({ Input, InputPath, InputTransformer }: TargetShape): TargetInput | undefined => {
  if (Input !== undefined) return { kind: 'constant', text: Input };
  if (InputPath !== undefined) return { kind: 'path', path: InputPath };
  if (InputTransformer === undefined) return undefined;
  return { kind: 'transformer', paths: InputTransformer.InputPathsMap ?? {}, template: InputTransformer.InputTemplate ?? '' };
};

export const targetShape = (target: Target): TargetShape => ({
  Id: target.id,
  Arn: target.arn,
  ...(target.roleArn !== undefined && { RoleArn: target.roleArn }),
  ...inputShape(target.input),
  ...(target.messageGroupId !== undefined && { SqsParameters: { MessageGroupId: target.messageGroupId } }),
  ...(target.http !== undefined && {
    HttpParameters: {
      PathParameterValues: target.http.pathValues,
      HeaderParameters: target.http.headers,
      QueryStringParameters: target.http.query,
    },
  }),
  ...(target.deadLetterQueueArn !== undefined && { DeadLetterConfig: { Arn: target.deadLetterQueueArn } }),
  RetryPolicy: { MaximumEventAgeInSeconds: target.retryPolicy.eventAgeSecondsMax, MaximumRetryAttempts: target.retryPolicy.attemptsMax },
});

const inputShape = (input: TargetInput | undefined): TargetShape => {
  if (input === undefined) return {};
  if (input.kind === 'constant') return { Input: input.text };
  if (input.kind === 'path') return { InputPath: input.path };
  return { InputTransformer: { InputPathsMap: input.paths, InputTemplate: input.template } };
};
