import { isJson } from '@plumbline/eventbridge';
import { type Ports, type Sender, type TargetCall, type TargetFailure, targetFailure } from '@plumbline/local-aws-kernel';
import { batchMaxOf, serviceOf } from '../batch-limits.ts';
import type { PipeShape } from '../pipe-shape.ts';
import { callSynchronously } from './call-synchronously.ts';
import { parameterOf } from './dynamic-parameter.ts';
import type { PipeEvent } from './pipe-event.ts';

/** An event with the input that its target gets. */
export interface TargetInput {
  readonly event: PipeEvent;
  readonly input: string;
  readonly traceHeader: string | undefined;
}

/** The failures by the index of the event, or of all events; or the ids of records that the target reports. */
export type Delivery =
  | { readonly failed: ReadonlyMap<number, TargetFailure> }
  | { readonly allFailed: TargetFailure }
  | { readonly reported: readonly unknown[] };

export interface DeliverProps {
  readonly ports: Pick<Ports, 'callService' | 'callTarget'>;
  readonly sender: Sender;
  readonly shape: PipeShape;
}

/**
 * Delivers a batch to the target: functions and state machines get an array, the others each event. Events of a stream stop at the first
 * failure.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html
 */
export const deliver = async (props: DeliverProps, inputs: readonly TargetInput[]): Promise<Delivery> => {
  const { Target: arn = '' } = props.shape;
  if (inputs.length > batchMaxOf(arn)) {
    const text = `${inputs.length} events are more than the target ${arn} takes at once (${batchMaxOf(arn)}); it is not invoked.`;
    return { allFailed: targetFailure('rejected', 'BatchTooLarge', text) };
  }
  return serviceOf(arn) === 'lambda' || serviceOf(arn) === 'states' ? deliverTogether(props, inputs) : deliverEach(props, inputs);
};

/** A function is called synchronously by default, a state machine asynchronously. */
const deliverTogether = async ({ ports, sender, shape }: DeliverProps, inputs: readonly TargetInput[]): Promise<Delivery> => {
  const { Target: arn = '', TargetParameters = {} } = shape;
  const wrong = inputs.find(({ input }) => !isJson(input));
  if (wrong !== undefined) return { allFailed: notJson(arn, wrong.input) };
  const input = `[${inputs.map((one) => one.input).join(',')}]`;
  const traceHeader = sharedHeader(inputs);
  const isMachine = serviceOf(arn) === 'states';
  const given = (isMachine ? TargetParameters.StepFunctionStateMachineParameters : TargetParameters.LambdaFunctionParameters)
    ?.InvocationType;
  if ((given ?? (isMachine ? 'FIRE_AND_FORGET' : 'REQUEST_RESPONSE')) === 'FIRE_AND_FORGET' || sender.role === undefined) {
    const outcome = await ports.callTarget({ arn, sender, input, traceHeader });
    return outcome.kind === 'failed' ? { allFailed: outcome } : { failed: new Map() };
  }
  const answer = await callSynchronously(ports, { arn, role: sender.role, input, traceHeader });
  return 'payload' in answer ? reported(answer.payload) : { allFailed: answer };
};

/** "You can also return a payload from the target with a defined structure specifying partial failures." */
const reported = (payload: string): Delivery => {
  const { batchItemFailures } = ((isJson(payload) ? JSON.parse(payload) : undefined) ?? {}) as { readonly batchItemFailures?: unknown };
  if (!Array.isArray(batchItemFailures)) return { failed: new Map() };
  return { reported: batchItemFailures.map((failure: { readonly itemIdentifier?: unknown } | null) => failure?.itemIdentifier) };
};

const deliverEach = async ({ ports, sender, shape }: DeliverProps, inputs: readonly TargetInput[]): Promise<Delivery> => {
  const { Source = '', Target: arn = '' } = shape;
  const inOrder = serviceOf(Source) === 'dynamodb';
  const failed = new Map<number, TargetFailure>();
  for (const [index, { event, input, traceHeader }] of inputs.entries()) {
    const outcome = await ports.callTarget({ arn, sender, traceHeader, ...callOf(shape, event, input) });
    if (outcome.kind !== 'failed') continue;
    // "EventBridge Pipes maintains the order of records from the data stream": no later record may overtake this one.
    const last = inOrder ? inputs.length - 1 : index;
    for (let at = index; at <= last; at += 1) failed.set(at, outcome);
    if (inOrder) break;
  }
  return { failed };
};

/** The part of a call that depends on the kind of target. */
const callOf = (shape: PipeShape, event: PipeEvent, input: string): Pick<TargetCall, 'input'> & Partial<TargetCall> => {
  const { Name, Source = '', TargetParameters = {} } = shape;
  const { SqsQueueParameters: queue, EventBridgeEventBusParameters: bus, CloudWatchLogsParameters: logs } = TargetParameters;
  switch (serviceOf(shape.Target ?? '')) {
    case 'events': {
      const time = parameterOf(bus?.Time, event);
      const timeMs = time === undefined || time === '' ? Number.NaN : Date.parse(time);
      return {
        input,
        event: {
          source: parameterOf(bus?.Source, event) || `Pipe ${Name}`,
          detailType: parameterOf(bus?.DetailType, event) || `Event from aws:${serviceOf(Source)}`,
          resources: (bus?.Resources ?? []).map((resource) => parameterOf(resource, event) ?? ''),
          ...(Number.isNaN(timeMs) ? {} : { timeMs }),
        },
      };
    }
    case 'logs': {
      const timestamp = Number(parameterOf(logs?.Timestamp, event) || Number.NaN);
      // The log group takes a line with a time of its own in this form.
      const line = Number.isNaN(timestamp) ? input : JSON.stringify({ timestamp, message: input });
      return { input: line, name: parameterOf(logs?.LogStreamName, event) || Name };
    }
    default:
      return {
        input,
        messageGroupId: parameterOf(queue?.MessageGroupId, event) || undefined,
        messageDeduplicationId: parameterOf(queue?.MessageDeduplicationId, event) || undefined,
      };
  }
};

const notJson = (arn: string, text: string): TargetFailure =>
  targetFailure('rejected', 'InvalidJson', `The target ${arn} requires JSON, not ${text.slice(0, 200)}.`);

/** The trace that all events share, if there is one. */
const sharedHeader = (inputs: readonly TargetInput[]): string | undefined => {
  const headers = new Set(inputs.map(({ traceHeader }) => traceHeader));
  return headers.size === 1 ? inputs[0]?.traceHeader : undefined;
};
