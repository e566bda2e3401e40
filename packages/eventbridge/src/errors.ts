/** A text that is no event pattern. The message is what EventBridge answers to it. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';
  /** AWS's own code, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
  readonly code = 'InvalidEventPatternException';
  readonly retryable = false;
}
