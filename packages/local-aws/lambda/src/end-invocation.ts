import type { Clock, Observer } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import type { AsyncConfig } from './async-config.ts';
import { sendDeadLetter } from './dead-letter.ts';
import { type DestinationProps, sendRecord } from './destinations.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { type Ending, invocationRecord } from './invocation-record.ts';

export interface EndInvocationProps extends DestinationProps {
  readonly clock: Clock;
  readonly observe: Observer;
}

/** An asynchronous invocation that has ended. */
export interface EndedInvocation {
  readonly definition: FunctionDefinition;
  readonly config: AsyncConfig;
  /** As JSON. */
  readonly event: string;
  readonly requestId: string;
  readonly traceHeader: string | null;
}

/** Notifies the destination, and the dead-letter queue if the invocation failed. A function may have both, and both receive it. */
export const endInvocation = (props: EndInvocationProps, invocation: EndedInvocation, ending: Ending): void => {
  const { definition, config, event, requestId } = invocation;
  const succeeded = ending.condition === 'Success';
  const traceHeader = invocation.traceHeader ?? undefined;
  const tell = (what: string, arn: string, send: () => void): void => {
    try {
      send();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // On AWS this is a metric, and the record is lost.
      props.observe({ kind: 'warning', message: `${what} did not reach ${arn}: ${error.message}` });
    }
  };
  const destinationArn = succeeded ? config.onSuccess : config.onFailure;
  if (destinationArn !== undefined) {
    const nowMs = props.clock.now();
    const record = invocationRecord(ending, { requestId, event, functionArn: definition.arn, nowMs });
    tell(`The record of ${definition.name} (${requestId}, ${ending.condition})`, destinationArn, () =>
      sendRecord(props, { definition, destinationArn, record, succeeded, traceHeader, nowMs }),
    );
  }
  const queueArn = succeeded ? undefined : definition.deadLetterQueueArn;
  if (queueArn === undefined) return;
  tell(`The event of ${definition.name} (${requestId}), which was given up,`, queueArn, () =>
    sendDeadLetter(props, { definition, queueArn, event, requestId, traceHeader }, ending),
  );
};
