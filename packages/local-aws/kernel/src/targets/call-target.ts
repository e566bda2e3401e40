import { AwsError } from '../aws-error.ts';
import type { Iam } from '../iam/iam.ts';
import { type TargetCall, type TargetFailure, type TargetOutcome, type TargetPort, targetFailure } from './target.ts';

/**
 * Calls a target once. Only this function checks a sender's permission, detects a missing resource and turns a service's
 * error into an outcome. EventBridge, Scheduler, SNS, S3, Lambda and pipes deliver through it.
 */
export const callTarget = (port: TargetPort | undefined, iam: Iam, call: TargetCall): TargetOutcome | Promise<TargetOutcome> => {
  if (port === undefined) return targetFailure('missing', 'NotImplemented', `local-aws cannot deliver to targets such as ${call.arn}.`);
  const refusal = refusalOf(port, iam, call);
  if (refusal !== undefined) return refusal;
  try {
    const outcome = port.take(call);
    return outcome instanceof Promise ? outcome.catch(rejected) : outcome;
  } catch (error) {
    return rejected(error);
  }
};

const refusalOf = (port: TargetPort, iam: Iam, call: TargetCall): TargetFailure | undefined => {
  const { arn, sender } = call;
  if (sender.role !== undefined) {
    for (const permission of port.permissions(call)) {
      const reason = iam.refusal(sender.role, permission);
      if (reason !== undefined) return targetFailure('forbidden', 'AccessDeniedException', reason);
    }
    return port.exists(call) ? undefined : missing(port, arn);
  }
  if (!port.exists(call)) return missing(port, arn);
  if (port.hasPolicy(arn) && port.policyAllows(arn, sender)) return undefined;
  const text = `The policy of the ${port.kindOf(arn)} ${arn} does not allow ${sender.principal} to send on behalf of ${sender.sourceArn}.`;
  return targetFailure('forbidden', 'AccessDeniedException', text);
};

const missing = (port: TargetPort, arn: string): TargetFailure => {
  const { code, message } = port.notFound(arn);
  return targetFailure('missing', code, message);
};

const rejected = (error: unknown): TargetFailure => {
  if (error instanceof AwsError) return targetFailure('rejected', error.code, error.message);
  throw error;
};
