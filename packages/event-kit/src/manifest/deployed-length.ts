import { deployedName, ENVIRONMENT_NAMES } from '../deployed-name.ts';

/** The longest name that fits an AWS limit together with the environment's prefix and a suffix of infra. */
const within = (limit: number, suffix = ''): number =>
  limit - suffix.length - Math.max(...ENVIRONMENT_NAMES.map((environment) => deployedName(environment, '').length));

/** Its role's name is longer: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const FUNCTION_NAME_LENGTH_MAX = within(64, '-role');
export const SCHEDULED_FUNCTION_NAME_LENGTH_MAX = within(64, '-schedule-role');
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
export const QUEUE_NAME_LENGTH_MAX = within(80);
/** With the account: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const BUCKET_NAME_LENGTH_MAX = within(63, '-123456789012');
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export const TABLE_NAME_LENGTH_MAX = within(255);
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html, and its callers' roles */
export const API_DESTINATION_NAME_LENGTH_MAX = within(64);
/** A rule's, and that of the role that calls an address for it: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const FORWARD_NAME_LENGTH_MAX = within(64, '-caller');
/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const TOPIC_NAME_LENGTH_MAX = within(256);
/** Its role's name is longer: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export const WORKFLOW_NAME_LENGTH_MAX = within(64, '-role');
/** Its roles' names are longer, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const GRAPHQL_API_NAME_LENGTH_MAX = within(64, '-resolvers');
/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSet.html */
export const MAIL_SENDER_NAME_LENGTH_MAX = within(64);
