interface Rule {
  readonly severity: 'error' | 'warning';
  /** The defect, as a heading. */
  readonly title: string;
  /** The page that documents the rule. @default none: docs/checks.md documents it */
  readonly see?: string;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';
const APPSYNC = 'https://docs.aws.amazon.com/appsync/latest/devguide';
const STATES = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const EVENTBRIDGE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide';

/** Every rule of the proof. One code stands for one rule. */
export const RULES = {
  PATTERN_INVALID: {
    severity: 'error',
    title: 'EventBridge rejects the event pattern',
    see: `${EVENTBRIDGE}/eb-event-patterns.html`,
  },
  PUBLISHES_ANYTHING: {
    severity: 'error',
    title: 'A role may publish an undeclared event',
    see: `${EVENTBRIDGE}/eb-use-conditions.html`,
  },
  PUBLISH_FORBIDDEN: {
    severity: 'error',
    title: 'A role does not allow its function to publish a declared event',
    see: `${EVENTBRIDGE}/eb-use-conditions.html`,
  },
  PATTERN_NEVER_MATCHES: { severity: 'error', title: 'No event can match the event pattern', see: `${EVENTBRIDGE}/eb-event-patterns.html` },
  PATTERN_TOO_WIDE: { severity: 'error', title: 'A rule delivers events that its handler does not know' },
  EVENT_UNROUTED: { severity: 'error', title: 'A published event matches no rule' },
  VALUE_UNROUTED: { severity: 'error', title: 'No consumer subscribes to a value of a routing field' },
  EVENT_LOOP: {
    severity: 'error',
    title: 'An event causes itself',
    see: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  },
  COMMAND_UNHANDLED: { severity: 'error', title: 'No function handles a command' },
  COMMAND_HANDLED_TWICE: { severity: 'error', title: 'Two functions handle a command' },
  COMMAND_UNSENT: { severity: 'error', title: 'No role may send a command' },
  COMMAND_IN_THE_PAST: { severity: 'error', title: 'A command is named like an event' },
  EVENT_IN_THE_IMPERATIVE: { severity: 'error', title: 'An event is named like a command' },
  SCHEMA_UNREADABLE: { severity: 'error', title: 'AppSync rejects a GraphQL schema', see: `${APPSYNC}/designing-your-schema.html` },
  FIELD_WITHOUT_RESOLVER: {
    severity: 'error',
    title: 'A field of a query or mutation has no resolver',
    see: `${APPSYNC}/resolver-components.html`,
  },
  RESOLVER_WITHOUT_FIELD: { severity: 'error', title: 'A resolver is for a field that the schema does not have' },
  SOURCE_MISSING: { severity: 'error', title: 'The data source of a resolver does not exist' },
  RESOLVER_FORBIDDEN: {
    severity: 'error',
    title: 'A data source’s role does not allow a call of its resolvers',
    see: `${APPSYNC}/security-authz.html`,
  },
  API_KEY_EXPIRES: { severity: 'warning', title: 'An API key expires soon', see: `${APPSYNC}/security-authz.html#api-key-authorization` },
  STATE_MISSING: {
    severity: 'error',
    title: 'A workflow leads to a state that it does not have',
    see: `${STATES}/statemachine-structure.html`,
  },
  STATE_UNREACHABLE: { severity: 'error', title: 'No path leads to a state of a workflow', see: `${STATES}/statemachine-structure.html` },
  TASK_WITHOUT_CATCH: { severity: 'error', title: 'A task has no Retry or no Catch', see: `${STATES}/concepts-error-handling.html` },
  TASK_TARGET_MISSING: { severity: 'error', title: 'The function of a task does not exist' },
  WORKFLOW_FORBIDDEN: {
    severity: 'error',
    title: 'A workflow’s role does not allow a call of its tasks',
    see: `${STATES}/integrate-services.html`,
  },
  OUTBOX_EVENT_UNKNOWN: { severity: 'error', title: 'A workflow publishes an event that is not declared' },
  PIPE_STOPPED: { severity: 'error', title: 'A pipe is stopped' },
  PIPE_END_MISSING: { severity: 'error', title: 'The source, enrichment or target of a pipe does not exist' },
  PIPE_WITHOUT_DLQ: {
    severity: 'error',
    title: 'A pipe loses records that it cannot deliver',
    see: `${EVENTBRIDGE}/eb-pipes-error-troubleshooting.html`,
  },
  PIPE_FORBIDDEN: { severity: 'error', title: 'A pipe’s role does not allow its calls', see: `${EVENTBRIDGE}/eb-pipes-permissions.html` },
  FILTER_NEVER_MATCHES: {
    severity: 'error',
    title: 'No message can match the filter policy of a subscription',
    see: 'https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html',
  },
  MAIL_SENDER_UNVERIFIED: {
    severity: 'error',
    title: 'SES has not verified the sender of a mail',
    see: 'https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html',
  },
  BUS_MISSING: { severity: 'error', title: 'The bus of a rule does not exist' },
  RULE_MISSING: { severity: 'error', title: 'The rule of a target does not exist' },
  RULE_WITHOUT_TARGET: { severity: 'error', title: 'A rule has no target' },
  TARGET_MISSING: { severity: 'error', title: 'The target of a rule or a schedule does not exist' },
  BUCKET_SILENT: {
    severity: 'error',
    title: 'A rule subscribes to a bucket that does not notify EventBridge',
    see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html',
  },
  INPUT_PATH_MISSING: {
    severity: 'error',
    title: 'An input path selects nothing in the event',
    see: `${EVENTBRIDGE}/eb-transform-target-input.html`,
  },
  INPUT_NOT_JSON: {
    severity: 'error',
    title: 'An input template produces invalid JSON, so EventBridge delivers nothing',
    see: `${EVENTBRIDGE}/eb-transform-target-input.html`,
  },
  INPUT_MISFIT: { severity: 'error', title: 'The input of a target does not fit its handler' },
  INVOKE_FORBIDDEN: {
    severity: 'error',
    title: "A target's policy does not allow its caller",
    see: `${EVENTBRIDGE}/eb-use-resource-based.html`,
  },
  INVOKE_UNCONDITIONED: {
    severity: 'error',
    title: 'The policy of a target does not name the calling rule',
    see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  ROLE_TOO_WEAK: { severity: 'error', title: 'A role does not allow a call that its function makes' },
  PERMISSION_UNUSED: {
    severity: 'error',
    title: 'A role allows an action that its function does not need',
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  ACTION_WILDCARD: {
    severity: 'error',
    title: 'A role allows actions by a wildcard',
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  ACTION_UNKNOWN: {
    severity: 'error',
    title: 'A role allows an action that AWS does not have',
    see: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  },
  RESOURCE_WILDCARD: {
    severity: 'error',
    title: 'A role allows an action on every resource',
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  TARGET_WITHOUT_DLQ: { severity: 'error', title: 'A target has no dead-letter queue', see: `${EVENTBRIDGE}/eb-rule-dlq.html` },
  FUNCTION_WITHOUT_DLQ: {
    severity: 'error',
    title: 'An asynchronously invoked function loses the events that it fails on',
    see: `${LAMBDA}/invocation-async-retain-records.html`,
  },
  QUEUE_WITHOUT_DLQ: {
    severity: 'error',
    title: 'The source queue of a function has no dead-letter queue',
    see: `${SQS}/sqs-dead-letter-queues.html`,
  },
  DLQ_MISSING: { severity: 'error', title: 'A dead-letter queue does not exist' },
  DLQ_ELSEWHERE: {
    severity: 'error',
    title: 'A dead-letter queue is in another region or account',
    see: `${EVENTBRIDGE}/eb-rule-dlq.html`,
  },
  DLQ_OTHER_KIND: {
    severity: 'error',
    title: 'A dead-letter queue is FIFO where a standard one is needed, or the reverse',
    see: `${SQS}/sqs-dead-letter-queues.html`,
  },
  DLQ_REFUSES: {
    severity: 'error',
    title: "A dead-letter queue's policy does not allow its sender",
    see: `${EVENTBRIDGE}/eb-rule-dlq.html#eb-dlq-perms`,
  },
  DLQ_WITHOUT_ALARM: {
    severity: 'error',
    title: 'A dead-letter queue has no alarm',
    see: `${EVENTBRIDGE}/eb-rule-dlq.html`,
  },
  VISIBILITY_TOO_SHORT: {
    severity: 'error',
    title: 'SQS redelivers a message while its function still runs',
    see: `${LAMBDA}/services-sqs-configure.html`,
  },
  ENDPOINT_TOO_SLOW: {
    severity: 'error',
    title: 'An API may take longer than EventBridge waits',
    see: `${EVENTBRIDGE}/eb-api-gateway-target.html`,
  },
  TRACE_BROKEN: {
    severity: 'error',
    title: "A trace ends before the event's last consumer",
    see: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-services.html',
  },
  PUBLIC_ACCESS: { severity: 'error', title: 'A resource is public' },
  NOT_ENCRYPTED: { severity: 'error', title: 'Data is not encrypted at rest' },
  TLS_NOT_REQUIRED: {
    severity: 'error',
    title: 'A bucket accepts requests without TLS',
    see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit',
  },
  SECRET_IN_ENVIRONMENT: {
    severity: 'error',
    title: "A function's environment contains a secret",
    see: `${LAMBDA}/configuration-envvars.html`,
  },
  NAME_INVALID: { severity: 'error', title: 'AWS rejects a name' },
  TOO_MANY_RULES: { severity: 'error', title: 'A bus has more rules than its quota', see: `${EVENTBRIDGE}/eb-quota.html` },
  TOO_MANY_TARGETS: { severity: 'error', title: 'A rule has more targets than its quota', see: `${EVENTBRIDGE}/eb-quota.html` },
  TOO_MANY_WILDCARDS: {
    severity: 'error',
    title: 'A bus has more rules with wildcards than its quota',
    see: `${EVENTBRIDGE}/eb-quota.html`,
  },
  PATTERN_TOO_LONG: { severity: 'error', title: 'An event pattern is longer than its quota', see: `${EVENTBRIDGE}/eb-quota.html` },
  ENVIRONMENT_TOO_LARGE: {
    severity: 'error',
    title: 'A function’s environment is larger than AWS allows',
    see: `${LAMBDA}/gettingstarted-limits.html`,
  },
  POLICY_TOO_LARGE: { severity: 'error', title: 'A policy is larger than AWS allows', see: `${IAM}/reference_iam-quotas.html` },
  TAGS_MISSING: { severity: 'error', title: 'A resource has no tags for its owner' },
  STATE_SHARED: { severity: 'error', title: 'A stack reads the state of another stack' },
  TERMINAL_UNNEEDED: { severity: 'warning', title: 'A terminal event has a consumer' },
  LOOP_WITHOUT_BOUND: { severity: 'error', title: 'The accepted reason of an event loop states no bound' },
  ACCEPT_UNKNOWN: { severity: 'error', title: 'An acceptance names an unknown rule' },
  ACCEPT_WITHOUT_REASON: { severity: 'error', title: 'An acceptance has no reason' },
  ACCEPT_UNUSED: { severity: 'warning', title: 'An acceptance has no finding' },
} as const satisfies Record<string, Rule>;

export type FlowCode = keyof typeof RULES;
