interface Rule {
  readonly severity: 'error' | 'warning';
  /** What is wrong, as a heading. */
  readonly title: string;
  /** The page that says so. @default it is a rule of ours, told in docs/checks.md */
  readonly see?: string;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';
const EVENTBRIDGE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide';

/** Every rule of the proof. One code stands for one rule. */
export const RULES = {
  PATTERN_INVALID: {
    severity: 'error',
    title: 'EventBridge would not take the event pattern',
    see: `${EVENTBRIDGE}/eb-event-patterns.html`,
  },
  PUBLISHES_ANYTHING: {
    severity: 'error',
    title: 'A role may publish what no contract declares',
    see: `${EVENTBRIDGE}/eb-use-conditions.html`,
  },
  PUBLISH_FORBIDDEN: {
    severity: 'error',
    title: 'A function may not publish what its manifest says',
    see: `${EVENTBRIDGE}/eb-use-conditions.html`,
  },
  PATTERN_NEVER_MATCHES: { severity: 'error', title: 'No event can match the event pattern', see: `${EVENTBRIDGE}/eb-event-patterns.html` },
  PATTERN_TOO_WIDE: { severity: 'error', title: 'A rule takes events that its handler does not know' },
  EVENT_UNROUTED: { severity: 'error', title: 'An event is published that no rule takes' },
  VALUE_UNROUTED: { severity: 'error', title: 'A value that events are routed by reaches nobody who asks for it' },
  EVENT_LOOP: {
    severity: 'error',
    title: 'An event causes itself',
    see: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  },
  BUS_MISSING: { severity: 'error', title: 'A rule is on a bus that is not there' },
  RULE_MISSING: { severity: 'error', title: 'A target belongs to a rule that is not there' },
  RULE_WITHOUT_TARGET: { severity: 'error', title: 'A rule delivers to nobody' },
  TARGET_MISSING: { severity: 'error', title: 'A rule or a schedule delivers to what is not there' },
  BUCKET_SILENT: {
    severity: 'error',
    title: 'A rule waits for objects of a bucket that does not tell of them',
    see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html',
  },
  INPUT_PATH_MISSING: { severity: 'error', title: 'An input path leads to nothing', see: `${EVENTBRIDGE}/eb-transform-target-input.html` },
  INPUT_NOT_JSON: {
    severity: 'error',
    title: 'An input template comes to no JSON, and nothing is delivered',
    see: `${EVENTBRIDGE}/eb-transform-target-input.html`,
  },
  INPUT_MISFIT: { severity: 'error', title: 'A handler is given what it was not written for' },
  INVOKE_FORBIDDEN: { severity: 'error', title: 'A target may not be invoked', see: `${EVENTBRIDGE}/eb-use-resource-based.html` },
  INVOKE_UNCONDITIONED: {
    severity: 'error',
    title: 'Anybody’s rule may invoke a target',
    see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  ROLE_TOO_WEAK: { severity: 'error', title: 'A role does not allow what its function does' },
  PERMISSION_UNUSED: {
    severity: 'error',
    title: 'Something is allowed that nobody needs',
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
    title: 'A role allows something on every resource',
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  TARGET_WITHOUT_DLQ: { severity: 'error', title: 'A target has no dead-letter queue', see: `${EVENTBRIDGE}/eb-rule-dlq.html` },
  FUNCTION_WITHOUT_DLQ: {
    severity: 'error',
    title: 'A function that is invoked asynchronously drops what it fails on',
    see: `${LAMBDA}/invocation-async-retain-records.html`,
  },
  QUEUE_WITHOUT_DLQ: {
    severity: 'error',
    title: 'A queue that a function takes from has no dead-letter queue',
    see: `${SQS}/sqs-dead-letter-queues.html`,
  },
  DLQ_MISSING: { severity: 'error', title: 'A dead-letter queue is not there' },
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
    title: 'A dead-letter queue does not let its sender in',
    see: `${EVENTBRIDGE}/eb-rule-dlq.html#eb-dlq-perms`,
  },
  DLQ_WITHOUT_ALARM: {
    severity: 'error',
    title: 'Nobody is told that something lies in a dead-letter queue',
    see: `${EVENTBRIDGE}/eb-rule-dlq.html`,
  },
  VISIBILITY_TOO_SHORT: {
    severity: 'error',
    title: 'Messages come again while they are worked on',
    see: `${LAMBDA}/services-sqs-configure.html`,
  },
  ENDPOINT_TOO_SLOW: {
    severity: 'error',
    title: 'An API may take longer than EventBridge waits',
    see: `${EVENTBRIDGE}/eb-api-gateway-target.html`,
  },
  TRACE_BROKEN: {
    severity: 'error',
    title: 'A trace ends on an event’s way',
    see: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-services.html',
  },
  PUBLIC_ACCESS: { severity: 'error', title: 'Something is open to everybody' },
  NOT_ENCRYPTED: { severity: 'error', title: 'Data is not encrypted at rest' },
  TLS_NOT_REQUIRED: {
    severity: 'error',
    title: 'Data may travel in the clear',
    see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit',
  },
  SECRET_IN_ENVIRONMENT: {
    severity: 'error',
    title: 'A secret stands in a function’s environment',
    see: `${LAMBDA}/configuration-envvars.html`,
  },
  NAME_INVALID: { severity: 'error', title: 'AWS would not take a name' },
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
  TAGS_MISSING: { severity: 'error', title: 'Nobody can tell whose resources these are' },
  STATE_SHARED: { severity: 'error', title: 'A stack needs another’s state' },
  TERMINAL_UNNEEDED: { severity: 'warning', title: 'A contract says that nobody takes what somebody takes' },
  LOOP_WITHOUT_BOUND: { severity: 'error', title: 'An event that causes itself is accepted without a bound' },
  ACCEPT_UNKNOWN: { severity: 'error', title: 'A finding is accepted that no rule makes' },
  ACCEPT_WITHOUT_REASON: { severity: 'error', title: 'A finding is accepted without a reason' },
  ACCEPT_UNUSED: { severity: 'warning', title: 'A finding is accepted that is not there' },
} as const satisfies Record<string, Rule>;

export type FlowCode = keyof typeof RULES;
