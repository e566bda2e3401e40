import { sdkRefusal } from './sdk-services.ts';

/** The resource of a Task state. */
export type TaskResource = LambdaFunction | ServiceAction;

/** A Lambda function by its ARN. */
export interface LambdaFunction {
  readonly kind: 'function';
  readonly arn: string;
}

/** An integration with a service, such as `arn:aws:states:::sqs:sendMessage.waitForTaskToken`. */
export interface ServiceAction {
  readonly kind: 'service';
  /** `lambda`, `sqs`, ...; with `sdk`, the name in AWS's SDK. */
  readonly service: string;
  /** `sendMessage`, ... */
  readonly action: string;
  /** An AWS SDK integration, such as `arn:aws:states:::aws-sdk:sesv2:sendEmail`. @default an optimized one */
  readonly sdk?: true;
  readonly pattern: 'requestResponse' | 'waitForTaskToken' | 'sync' | 'sync:2';
}

/**
 * The supported integrations, with their patterns.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const ACTIONS: Readonly<Record<string, readonly ServiceAction['pattern'][]>> = {
  'dynamodb:deleteItem': ['requestResponse'],
  'dynamodb:getItem': ['requestResponse'],
  'dynamodb:putItem': ['requestResponse'],
  'dynamodb:updateItem': ['requestResponse'],
  'events:putEvents': ['requestResponse', 'waitForTaskToken'],
  'lambda:invoke': ['requestResponse', 'waitForTaskToken'],
  'sns:publish': ['requestResponse', 'waitForTaskToken'],
  'sqs:sendMessage': ['requestResponse', 'waitForTaskToken'],
  'states:startExecution': ['requestResponse', 'waitForTaskToken', 'sync', 'sync:2'],
};

/** @throws Error whose message states why the resource cannot be called. */
export const readTaskResource = (resource: string, express: boolean): TaskResource => {
  if (/^arn:[^:]+:lambda:[^:]*:\d*:function:.+$/.test(resource)) return { kind: 'function', arn: resource };
  if (/^arn:[^:]+:states:[^:]*:\d*:activity:/.test(resource)) throw new Error(`local-aws does not support activities: '${resource}'`);
  const sdk = readSdkAction(resource, express);
  if (sdk !== undefined) return sdk;
  const [, service = '', action = '', suffix = ''] = /^arn:[^:]+:states:[^:]*:\d*:([^:]+):([^.:]+)(?:\.(.+))?$/.exec(resource) ?? [];
  const patterns = ACTIONS[`${service}:${action}`];
  if (patterns === undefined || !Object.hasOwn(ACTIONS, `${service}:${action}`)) {
    throw new Error(
      `local-aws does not support the resource '${resource}'; it supports Lambda functions, AWS SDK integrations and ${Object.keys(ACTIONS).join(', ')}`,
    );
  }
  const pattern = patterns.find((known) => known === (suffix === '' ? 'requestResponse' : suffix));
  if (pattern === undefined) throw new Error(`The resource '${resource}' is not supported: ${service}:${action} has no '.${suffix}'`);
  if (express && pattern !== 'requestResponse') {
    throw new Error(`Express state machine does not support '.${pattern.split(':')[0]}' service integration`);
  }
  return { kind: 'service', service, action, pattern };
};

/** The two patterns of AWS SDK integrations. https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
const readSdkAction = (resource: string, express: boolean): ServiceAction | undefined => {
  const [, service, action = '', suffix] = /^arn:[^:]+:states:[^:]*:\d*:aws-sdk:([^:]+):([^.:]+)(?:\.(.+))?$/.exec(resource) ?? [];
  if (service === undefined) return undefined;
  const refusal = sdkRefusal(service, action);
  if (refusal !== undefined) throw new Error(`local-aws does not support the resource '${resource}': ${refusal}`);
  if (suffix !== undefined && suffix !== 'waitForTaskToken')
    throw new Error(`The resource '${resource}' is not supported: AWS SDK integrations have no '.${suffix}'`);
  if (express && suffix !== undefined) throw new Error("Express state machine does not support '.waitForTaskToken' service integration");
  return { kind: 'service', sdk: true, service, action, pattern: suffix ?? 'requestResponse' };
};
