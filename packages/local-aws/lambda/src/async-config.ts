import { checkRange, invalidParameter } from './check-member.ts';

/** The retries of a function's asynchronous invocations, and the destinations of their records. */
export interface AsyncConfig {
  /** 0 to 2. @default 2 */
  readonly retriesMax?: number;
  /** Seconds, 60 to 21,600. @default 21,600 */
  readonly eventAgeSecondsMax?: number;
  /** The ARN of a queue, topic, function, event bus or bucket. @default failed events are dropped */
  readonly onFailure?: string;
  /** The ARN of a queue, topic, function or event bus. */
  readonly onSuccess?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const ASYNC_DEFAULTS = { retriesMax: 2, eventAgeSecondsMax: 21_600 } as const;

interface Surroundings {
  readonly functionName: string;
  /** Whether the function exists. */
  readonly exists: (functionArn: string) => boolean;
}

/**
 * Throws AWS's errors for invalid settings.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
 */
export const checkAsyncConfig = (config: AsyncConfig, surroundings: Surroundings): void => {
  checkRange('maximumRetryAttempts', config.retriesMax, 0, 2);
  checkRange('maximumEventAgeInSeconds', config.eventAgeSecondsMax, 60, 21_600);
  const { onFailure, onSuccess } = config;
  const failureFits = onFailure === undefined || isDestination(onFailure, ['sqs', 'sns', 'lambda', 'events', 's3'], surroundings);
  const successFits = onSuccess === undefined || isDestination(onSuccess, ['sqs', 'sns', 'lambda', 'events'], surroundings);
  if (failureFits && successFits) return;
  const shown = (name: string, arn: string | undefined): string => (arn === undefined ? 'null' : `${name}(destination=${arn})`);
  throw invalidParameter(
    `The provided destination config DestinationConfig(onSuccess=${shown('OnSuccess', onSuccess)}, onFailure=${shown('OnFailure', onFailure)}) is invalid.`,
  );
};

const isDestination = (arn: string, services: readonly string[], { functionName, exists }: Surroundings): boolean => {
  const [, , service = '', , , resource = '', name] = arn.split(':');
  if (service === 'lambda') {
    if (!exists(arn)) throw invalidParameter(`The destination ARN ${arn} is invalid.`);
    if (name === functionName) throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  return services.includes(service) && (service !== 'events' || resource.startsWith('event-bus/'));
};
