import { EventKitError } from '../errors.ts';
import type { Bucket, Queue, Resource, Table } from '../manifest/resource.ts';

/** @throws EventKitError `MISSING_ENVIRONMENT` when infra did not set the variable. */
export const environment = (name: string): string => {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  throw new EventKitError(
    'MISSING_ENVIRONMENT',
    `Function ${process.env.AWS_LAMBDA_FUNCTION_NAME ?? '(not in Lambda)'}: the environment variable ${name} is not set. ` +
      "Infra sets it for resources in the function's manifest: add the resource to its `uses`.",
  );
};

/** The deployed name of a table or bucket that the manifest uses. A queue has a URL: `queueUrl`. */
export const resourceName = (resource: Table | Bucket): string => {
  const { kind, name, environmentVariable } = resource as Resource;
  if (kind !== 'queue') return environment(environmentVariable);
  throw new EventKitError('INVALID_DECLARATION', `The queue ${name} has a URL. Write queueUrl(${name}).`);
};

/** The URL of a queue that the manifest uses. */
export const queueUrl = (queue: Queue): string => environment(queue.environmentVariable);
