import { AwsError } from '@plumbline/local-aws-kernel';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html#API_CreateSchedule_Errors */
export const validation = (message: string): AwsError => new AwsError('ValidationException', message);

export const invalidExpression = (expression: string): AwsError => validation(`Invalid Schedule Expression ${expression}.`);

/** AWS's message is not known. */
export const invalidTimeZone = (name: string): AwsError => validation(`Invalid Schedule Expression Timezone ${name}.`);

export const roleNotAssumable = (): AwsError =>
  validation('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');

export const noSuchSchedule = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, { status: 404 });

export const noSuchGroup = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, { status: 404 });

export const scheduleExists = (name: string): AwsError =>
  new AwsError('ConflictException', `Schedule ${name} already exists.`, { status: 409 });

export const groupExists = (name: string): AwsError =>
  new AwsError('ConflictException', `Schedule group ${name} already exists.`, { status: 409 });
