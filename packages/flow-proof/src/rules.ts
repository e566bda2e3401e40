interface Rule {
  readonly severity: 'error' | 'warning';
  /** What is wrong, as a heading. */
  readonly title: string;
  /** The page that says so. @default it is a rule of ours, told in docs/checks.md */
  readonly see?: string;
}

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
  TARGET_MISSING: { severity: 'error', title: 'A rule delivers to what is not there' },
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
  ACCEPT_UNKNOWN: { severity: 'error', title: 'A finding is accepted that no rule makes' },
  ACCEPT_WITHOUT_REASON: { severity: 'error', title: 'A finding is accepted without a reason' },
  ACCEPT_UNUSED: { severity: 'warning', title: 'A finding is accepted that is not there' },
} as const satisfies Record<string, Rule>;

export type FlowCode = keyof typeof RULES;
