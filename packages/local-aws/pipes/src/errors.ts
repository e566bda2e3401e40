import { AwsError } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html#API_DescribePipe_Errors */
export const pipeNotFound = (name: string): AwsError => new AwsError('NotFoundException', `Pipe ${name} does not exist.`, { status: 404 });

export const pipeExists = (name: string): AwsError => new AwsError('ConflictException', `Pipe ${name} already exists.`, { status: 409 });
