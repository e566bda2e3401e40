import { EventKitError } from '../errors.ts';
import type { Resource } from '../manifest/resource.ts';

/** @throws EventKitError `MISSING_ENVIRONMENT` when infra did not set the variable. */
export const environment = (name: string): string => {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  throw new EventKitError(
    'MISSING_ENVIRONMENT',
    `Function ${process.env.AWS_LAMBDA_FUNCTION_NAME ?? '(not in Lambda)'}: the environment variable ${name} is not set. ` +
      "It is set for what the function's manifest uses: add the resource to its `uses`.",
  );
};

/** The deployed name of a resource that the manifest uses (of a queue, its URL). */
export const resourceName = (resource: Resource): string => environment(resource.environmentVariable);
