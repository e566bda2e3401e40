import { AwsError } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html */
export const invalidParameter = (reason: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);

/** The error for an invalid message attribute. */
export const invalidValue = (message: string): AwsError => new AwsError('ParameterValueInvalid', message);

export const missingValue = (parameter: string): AwsError => invalidParameter(`${parameter} Reason: no value for required parameter`);

export const topicDoesNotExist = (): AwsError => new AwsError('NotFound', 'Topic does not exist', { status: 404 });

export const subscriptionDoesNotExist = (): AwsError => new AwsError('NotFound', 'Subscription does not exist', { status: 404 });

/** SNS's own code for a denial, and its own spelling of actions. */
export const inSnsWords = (error: AwsError): AwsError =>
  error.code === 'AccessDeniedException'
    ? new AwsError('AuthorizationError', error.message.replace(/ sns:(?=[A-Z])/g, ' SNS:'), { status: 403 })
    : error;
