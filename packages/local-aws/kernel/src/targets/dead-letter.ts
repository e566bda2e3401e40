import { attributeText } from '../attribute-text.ts';
import type { Ports } from '../ports.ts';
import type { Sender, TargetMessageAttribute } from './target.ts';

export interface DeadLetter {
  /** @default none: the letter is refused */
  readonly queueArn: string | undefined;
  readonly sender: Sender;
  readonly body: string;
  /** Message attributes by name; an `undefined` one is left out. */
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly traceHeader?: string | undefined;
}

/** Enough to recognize an answer: "the first 1 KB of the error message". */
const ATTRIBUTE_BYTES_MAX = 1_024;

/**
 * Sends what could not be delivered to a dead-letter queue. A number becomes an attribute of type Number.
 *
 * @returns why the queue did not take it, in words that go after the failure's reason; `undefined` when it did.
 */
export const sendDeadLetter = (ports: Pick<Ports, 'callTargetNow'>, letter: DeadLetter): string | undefined => {
  const { queueArn, sender, body, attributes, traceHeader } = letter;
  if (queueArn === undefined) return 'it has no dead-letter queue';
  const outcome = ports.callTargetNow({
    arn: queueArn,
    sender,
    input: body,
    traceHeader,
    messageAttributes: messageAttributes(attributes),
    lastResort: true,
  });
  if (outcome?.kind === 'taken') return undefined;
  return `the dead-letter queue ${queueArn} did not take it${outcome?.kind === 'failed' ? `: ${outcome.message}` : ''}`;
};

const messageAttributes = (attributes: DeadLetter['attributes']): Readonly<Record<string, TargetMessageAttribute>> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const StringValue = attributeText(String(value), ATTRIBUTE_BYTES_MAX);
      return [[name, { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue }]];
    }),
  );
