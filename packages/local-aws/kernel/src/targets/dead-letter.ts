import { attributeText } from '../attribute-text.ts';
import type { Ports } from '../ports.ts';
import type { Sender, TargetMessageAttribute } from './target.ts';

export interface DeadLetter {
  /** @default none: the letter is rejected */
  readonly queueArn: string | undefined;
  readonly sender: Sender;
  readonly body: string;
  /** Message attributes by name; an `undefined` one is omitted. */
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly traceHeader?: string | undefined;
}

/** Enough to recognize an error: "the first 1 KB of the error message". */
const ATTRIBUTE_BYTES_MAX = 1_024;

/**
 * Sends an undeliverable event or message to a dead-letter queue. A number becomes an attribute of type Number.
 *
 * @returns the reason why the queue rejected it, as a clause that follows the failure's reason; `undefined` on success.
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
  return `the dead-letter queue ${queueArn} rejected it${outcome?.kind === 'failed' ? `: ${outcome.message}` : ''}`;
};

const messageAttributes = (attributes: DeadLetter['attributes']): Readonly<Record<string, TargetMessageAttribute>> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const StringValue = attributeText(String(value), ATTRIBUTE_BYTES_MAX);
      return [[name, { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue }]];
    }),
  );
