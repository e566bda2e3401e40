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
  ACCEPT_UNKNOWN: { severity: 'error', title: 'A finding is accepted that no rule makes' },
  ACCEPT_WITHOUT_REASON: { severity: 'error', title: 'A finding is accepted without a reason' },
  ACCEPT_UNUSED: { severity: 'warning', title: 'A finding is accepted that is not there' },
} as const satisfies Record<string, Rule>;

export type FlowCode = keyof typeof RULES;
