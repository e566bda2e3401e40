import type { Account } from '@plumbline/local-aws-kernel';
import { invalidParameter, missingValue } from './sns-errors.ts';

const ARN_PARTS = 6;

/** Rejects a string that is not an ARN, with SNS's message. */
export const checkArn = (parameter: string, arn: string): void => {
  const { length } = arn.split(':');
  if (length < ARN_PARTS) throw invalidParameter(`${parameter} Reason: An ARN must have at least ${ARN_PARTS} elements, not ${length}`);
};

/** The topic's ARN in a request. SNS does not accept topics of other regions. */
export const topicArnIn = (account: Account, arn: string | undefined, parameter = 'TopicArn'): string => {
  if (arn === undefined) throw missingValue(parameter);
  checkArn(parameter, arn);
  const [, , service, region] = arn.split(':');
  if (service !== 'sns' || region !== account.region) throw invalidParameter(parameter);
  return arn;
};

/** The subscription's ARN in a request: its topic's, and an id. */
export const subscriptionArnIn = (arn: string | undefined): string => {
  if (arn === undefined || arn === '') throw missingValue('SubscriptionArn');
  checkArn('SubscriptionArn', arn);
  if (arn.split(':').length === ARN_PARTS) throw invalidParameter('SubscriptionId');
  return arn;
};

export const topicArnOfSubscription = (arn: string): string => arn.split(':').slice(0, ARN_PARTS).join(':');
