import { StateFailure } from '../state-failure.ts';

interface Service {
  /** The prefix of errors. */
  readonly prefix: string;
  /** The error for failures that the service's API does not name. */
  readonly general: string;
  /** The service's name in causes. */
  readonly shown: string;
  /** The API's errors with their own names. */
  readonly named: readonly string[];
  /** The errors whose names are already the SDK's exceptions. @default those that end in Exception or Error */
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
 * The failure of an AWS SDK integration: the service's name and the error's, always with the suffix `Exception`. Errors that the SDK does
 * not know have the service's general name.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const sdkFailure = (prefix: string, code: string, status: number, message: string, requestId: string): StateFailure => {
  const isKnown = !GENERAL.has(code) && !(code === 'ValidationException' && prefix !== 'Sfn' && prefix !== 'Sns');
  const error = !isKnown ? `${prefix}Exception` : code.endsWith('Exception') ? code : `${code}Exception`;
  return new StateFailure(`${prefix}.${error}`, `${message} (Service: ${prefix}, Status Code: ${status}, Request ID: ${requestId})`);
};

/** The errors that every service may answer with, and that its API does not declare. */
const GENERAL = new Set([
  ...['AccessDeniedException', 'InternalFailure', 'InvalidSignatureException', 'NotImplemented', 'SerializationException'],
  ...['ServiceUnavailable', 'UnrecognizedClientException', 'Unknown'],
]);

/**
 * The failure of a task whose service rejected the call. Names and messages are those of AWS's Java SDK, with which Step Functions
 * calls other services. The general names are recorded for SQS and DynamoDB and derived for the other services.
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
