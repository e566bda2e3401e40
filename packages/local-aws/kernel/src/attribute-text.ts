/** SQS accepts neither an empty attribute nor every character. */
const REFUSED = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * Turns any string into the value of a message attribute, no longer than `bytesMax`.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const attributeText = (text: string, bytesMax: number): string => {
  const sendable = text.replace(REFUSED, '\uFFFD');
  const bytes = Buffer.from(sendable);
  // A character that crosses the limit is omitted.
  return bytes.length <= bytesMax
    ? sendable || '-'
    : bytes
        .subarray(0, bytesMax)
        .toString('utf8')
        .replace(/\uFFFD+$/, '');
};
