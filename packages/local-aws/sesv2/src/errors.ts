import { AwsError } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors */
export const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);

export const messageRejected = (message: string): AwsError => new AwsError('MessageRejected', message);

export const notFound = (message: string): AwsError => new AwsError('NotFoundException', message, { status: 404 });

export const alreadyExists = (message: string): AwsError => new AwsError('AlreadyExistsException', message);

export const sendingPaused = (set: string): AwsError =>
  new AwsError('SendingPausedException', `Sending for the configuration set ${set} is paused.`);

export const quotaExceeded = (): AwsError => new AwsError('TooManyRequestsException', 'Daily message quota exceeded.', { status: 429 });
