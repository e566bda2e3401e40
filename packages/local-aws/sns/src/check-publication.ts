import type { Message, Publication } from './message.ts';
import { attributeBytes, checkMessageAttributes } from './message-attributes.ts';
import { invalidParameter } from './sns-errors.ts';
import { PROTOCOLS } from './subscription.ts';
import { comparesContent, type Topic } from './topic.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MESSAGE_BYTES_MAX = 262_144;
const SUBJECT_CHARS_MAX = 100;
// biome-ignore lint/suspicious/noControlCharactersInRegex: SNS rejects these characters
const CONTROL = /[\u0000-\u001f\u007f]/;
const FIFO_ID = /^[!-~]{1,128}$/;

export const publicationBytes = ({ body, attributes }: Publication): number => Buffer.byteLength(body) + attributeBytes(attributes);

/** Throws Publish's errors for an invalid message. */
export const checkPublication = (topic: Topic, publication: Publication): void => {
  const { body, subject, attributes, structure } = publication;
  checkFifo(topic, publication);
  checkMessageAttributes(attributes);
  if (body === '') throw invalidParameter('Empty message');
  if (publicationBytes(publication) > MESSAGE_BYTES_MAX) throw invalidParameter('Message too long');
  if (subject !== undefined && (subject === '' || subject.length > SUBJECT_CHARS_MAX || CONTROL.test(subject)))
    throw invalidParameter('Subject');
  if (structure !== undefined && structure !== 'json') throw invalidParameter(`MessageStructure: Invalid value [${structure}]`);
};

const checkFifo = (topic: Topic, { groupId, deduplicationId }: Publication): void => {
  for (const [name, id] of Object.entries({ MessageGroupId: groupId, MessageDeduplicationId: deduplicationId })) {
    if (id !== undefined && !FIFO_ID.test(id))
      throw invalidParameter(`${name} Reason: it can only include alphanumeric and punctuation characters, 1 to 128 in length`);
  }
  if (!topic.fifo) {
    if (deduplicationId === undefined) return;
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (groupId === undefined) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (deduplicationId === undefined && !comparesContent(topic)) {
    throw invalidParameter('The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
  }
};

/** The text for each protocol. Throws InvalidParameter when a message with the structure `json` has no default text. */
export const bodiesOf = ({ body, structure }: Publication): Pick<Message, 'body' | 'bodies'> => {
  if (structure === undefined) return { body };
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const texts = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
  const { default: text } = texts;
  if (typeof text !== 'string') throw invalidParameter('Message Structure - No default entry in JSON message body');
  return {
    body: text,
    bodies: Object.fromEntries(PROTOCOLS.flatMap((name) => (typeof texts[name] === 'string' ? [[name, texts[name]]] : []))),
  };
};
