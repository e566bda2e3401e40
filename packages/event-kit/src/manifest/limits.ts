import type { Bounds } from '../refuse.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution */
export const TIMEOUT_SECONDS: Bounds = { min: 1, max: 900 };
export const MEMORY_MIB: Bounds = { min: 128, max: 10_240 };

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const BATCH_SIZE: Bounds = { min: 1, max: 10_000 };
export const BATCH_WINDOW_SECONDS: Bounds = { min: 0, max: 300 };
/** A larger batch needs a window, on the same page. */
export const BATCH_SIZE_WITHOUT_WINDOW_MAX = 10;
/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html#events-sqs-max-concurrency */
export const BATCH_CONCURRENCY: Bounds = { min: 2, max: 1_000 };

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html */
export const CALLS_PER_SECOND: Bounds = { min: 1, max: 300 };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html */
export const EXPIRE_AFTER_DAYS: Bounds = { min: 1, max: Number.POSITIVE_INFINITY };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
export const KEY_NAME_LENGTH_MAX = 255;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-secondary-indexes */
export const INDEXES_MAX = 20;
export const INDEX_NAME_LENGTH_MAX = 255;

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateGraphqlApi.html */
export const QUERY_DEPTH: Bounds = { min: 1, max: 75 };
export const RESOLVER_COUNT: Bounds = { min: 1, max: 10_000 };
