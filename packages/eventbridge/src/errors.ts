/** A string that is not a valid event pattern. The message is EventBridge's own. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';
  /** AWS's own code, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
  readonly code = 'InvalidEventPatternException';
  readonly retryable = false;
}
