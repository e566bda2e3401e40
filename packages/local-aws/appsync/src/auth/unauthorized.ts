import { AwsError } from '@plumbline/local-aws-kernel';

/** A request without valid credentials: https://docs.aws.amazon.com/appsync/latest/devguide/troubleshooting-and-common-mistakes.html */
export const unauthorized = (message: string): AwsError => new AwsError('UnauthorizedException', message, { status: 401 });

export const notAuthorized = (): AwsError => unauthorized('You are not authorized to make this call.');
