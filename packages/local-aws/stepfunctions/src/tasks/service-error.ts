import { StateFailure } from '../state-failure.ts';

interface Service {
  /** What errors begin with. */
  readonly prefix: string;
  /** The error for everything that the service's API does not name. */
  readonly general: string;
  /** What causes call the service. */
  readonly shown: string;
  /** Answers of the API with names of their own. */
  readonly named: readonly string[];
  /** Which of them are the names of the SDK's exceptions already. @default those that end in Exception or Error */
  readonly complete?: RegExp;
}

const SERVICES: Readonly<Record<string, Service>> = {
  lambda: {
    prefix: 'Lambda',
    general: 'AWSLambdaException',
    shown: 'AWSLambda',
    named: [
      'ResourceNotFoundException',
      'TooManyRequestsException',
      'InvalidRequestContentException',
      'ServiceException',
      'RequestTooLargeException',
    ],
  },
  dynamodb: {
    prefix: 'DynamoDB',
    general: 'AmazonDynamoDBException',
    shown: 'AmazonDynamoDBv2',
    named: [
      ...['ConditionalCheckFailedException', 'ItemCollectionSizeLimitExceededException', 'ProvisionedThroughputExceededException'],
      ...['RequestLimitExceeded', 'ResourceNotFoundException', 'TransactionConflictException', 'InternalServerError'],
    ],
  },
  sns: {
    prefix: 'SNS',
    general: 'AmazonSNSException',
    shown: 'AmazonSNS',
    complete: /Exception$/,
    named: [
      ...['AuthorizationError', 'EndpointDisabled', 'InternalError', 'InvalidParameter', 'InvalidSecurity', 'NotFound'],
      ...['ParameterValueInvalid', 'PlatformApplicationDisabled', 'ValidationException'],
    ],
  },
  sqs: {
    prefix: 'SQS',
    general: 'AmazonSQSException',
    shown: 'AmazonSQS',
    named: ['QueueDoesNotExist', 'InvalidMessageContents', 'UnsupportedOperation', 'InvalidAddress'],
  },
  events: { prefix: 'EventBridge', general: 'AmazonEventBridgeException', shown: 'AmazonEventBridge', named: ['InternalException'] },
  states: {
    prefix: 'StepFunctions',
    general: 'AWSStepFunctionsException',
    shown: 'AWSStepFunctions',
    named: [
      ...['ExecutionAlreadyExists', 'ExecutionLimitExceeded', 'InvalidArn', 'InvalidExecutionInput', 'InvalidName'],
      ...['StateMachineDeleting', 'StateMachineDoesNotExist', 'ValidationException'],
    ],
  },
};

/**
 * The failure of a task whose service refused the call. Names and texts are those of AWS's Java SDK, in which the service
 * calls the others; the general names are recorded for SQS and DynamoDB and formed alike for the rest.
 */
export const serviceFailure = (name: string, code: string, status: number, message: string, requestId: string): StateFailure => {
  const service = SERVICES[name] ?? { prefix: name, general: 'Exception', shown: name, named: [] };
  const error = service.named.includes(code)
    ? (service.complete ?? /(Exception|Error)$/).test(code)
      ? code
      : `${code}Exception`
    : service.general;
  const cause = `${message} (Service: ${service.shown}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
  return new StateFailure(`${service.prefix}.${error}`, cause);
};
