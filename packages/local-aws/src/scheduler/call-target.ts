import type { AwsService } from '../endpoint/aws-service.ts';
import { callAs, type RoleAnswer, type RoleCall } from '../endpoint/call-as.ts';
import type { Iam } from '../iam/iam.ts';
import type { Principal } from '../iam/principal.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Invocation } from './input.ts';
import type { ScheduleTarget } from './schedule.ts';

export interface TargetServices {
  readonly iam: Iam;
  readonly sqs: Sqs;
  readonly lambda: { readonly service: AwsService };
  readonly events: { readonly service: AwsService };
  readonly stepFunctions: { readonly service: AwsService };
}

export interface CallFailure {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/**
 * Calls a target's API once, as the schedule's role. Nothing is answered when it was taken.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 */
export const callTarget = async (
  services: TargetServices,
  role: Principal,
  target: ScheduleTarget,
  input: string,
  invocation: Invocation,
): Promise<CallFailure | undefined> => {
  const call = callOf(services, target, input, invocation);
  const answer = await callAs(services.iam, { ...call, caller: role });
  return failureOf(answer) ?? failedEntry(answer);
};

/** Sends a message as the schedule's role. */
export const sendAs = async (
  { iam, sqs }: Pick<TargetServices, 'iam' | 'sqs'>,
  role: Principal,
  queueArn: string,
  message: object,
): Promise<CallFailure | undefined> => failureOf(await callAs(iam, { ...sendMessage(sqs, queueArn, message), caller: role }));

const callOf = (
  { lambda, sqs, events, stepFunctions }: TargetServices,
  { arn, event, messageGroupId }: ScheduleTarget,
  input: string,
  { executionId }: Invocation,
): Omit<RoleCall, 'caller'> => {
  switch (arn.split(':')[2]) {
    case 'lambda':
      return {
        service: lambda.service,
        path: `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`,
        headers: { 'x-amz-invocation-type': 'Event' },
        body: input,
      };
    case 'sqs':
      return sendMessage(sqs, arn, { MessageBody: input, ...(messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId }) });
    case 'states':
      return {
        service: stepFunctions.service,
        headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution' },
        // The name makes an attempt that is repeated after a crash the same execution.
        body: JSON.stringify({ stateMachineArn: arn, name: executionId, input }),
      };
    default: {
      const entry = { EventBusName: arn, Source: event?.source, DetailType: event?.detailType, Detail: input };
      return { service: events.service, headers: { 'x-amz-target': 'AWSEvents.PutEvents' }, body: JSON.stringify({ Entries: [entry] }) };
    }
  }
};

const sendMessage = (sqs: Sqs, queueArn: string, message: object): Omit<RoleCall, 'caller'> => {
  const [, , , region, account, name] = queueArn.split(':');
  // The URL of a queue that is not there is asked for too, so that SQS says so.
  const url = sqs.exists(queueArn) ? sqs.queueUrl(queueArn) : `https://sqs.${region}.amazonaws.com/${account}/${name}`;
  return {
    service: sqs.service,
    headers: { 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({ QueueUrl: url, ...message }),
  };
};

interface ErrorBody {
  readonly message?: unknown;
  readonly Message?: unknown;
}

/** AWS does not say which errors Scheduler tries again: those that may pass. */
const failureOf = ({ status, headers = {}, body }: RoleAnswer): CallFailure | undefined => {
  if (status < 300) return undefined;
  const { message, Message } = JSON.parse(String(body ?? '{}')) as ErrorBody;
  const code = headers['x-amzn-errortype'] ?? 'Unknown';
  const retryable = status >= 500 || status === 429 || /Throttl|TooManyRequests/.test(code);
  return { code, message: String(message ?? Message ?? ''), retryable };
};

interface EntriesBody {
  readonly Entries?: readonly { readonly ErrorCode?: string; readonly ErrorMessage?: string }[];
}

/** PutEvents answers 200 when it has not taken the entry. */
const failedEntry = ({ body }: RoleAnswer): CallFailure | undefined => {
  const [entry] = (JSON.parse(String(body || '{}')) as EntriesBody).Entries ?? [];
  if (entry?.ErrorCode === undefined) return undefined;
  const retryable = entry.ErrorCode === 'InternalFailure' || entry.ErrorCode === 'ThrottlingException';
  return { code: entry.ErrorCode, message: entry.ErrorMessage ?? '', retryable };
};
