import { AwsError } from '@plumbline/local-aws-kernel';

/** The errors of Step Functions' API, with its messages. https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html */
export const stateMachineDoesNotExist = (arn: string): AwsError =>
  new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);

export const executionDoesNotExist = (arn: string): AwsError => new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);

export const executionAlreadyExists = (arn: string): AwsError =>
  new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);

export const invalidInput = (why: string): AwsError =>
  new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);

export const invalidName = (name: string): AwsError => new AwsError('InvalidName', `Invalid Name: '${name}'`);

export const invalidArn = (why: string): AwsError => new AwsError('InvalidArn', `Invalid Arn: '${why}'`);

export const invalidToken = (): AwsError => new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");

export const invalidOutput = (why: string): AwsError => new AwsError('InvalidOutput', `Invalid Output: '${why}'`);

export const taskTimedOut = (): AwsError => new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");

export const typeNotSupported = (): AwsError =>
  new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
