import { EventKitError } from '../errors.ts';
import type { MailSender } from '../manifest/mail-sender.ts';
import type { Bucket, Queue, Resource, Table } from '../manifest/resource.ts';
import type { Topic } from '../manifest/topic.ts';
import type { Workflow } from '../manifest/workflow.ts';

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

/** The ARN of a topic that the manifest uses. */
export const topicArn = (topic: Topic): string => environment(topic.environmentVariable);

/** The ARN of a workflow that the manifest uses. */
export const workflowArn = (workflow: Workflow): string => environment(workflow.environmentVariable);

/** The address of a mail sender that the manifest uses. */
export const mailAddress = (sender: MailSender): string => environment(sender.environmentVariable);
