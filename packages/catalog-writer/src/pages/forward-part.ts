import type { ApiDestination, Connection, Input } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { type Forward, type OtherEnd, thingOf } from '../forwards.ts';
import { body, code, plain, table } from '../markdown.ts';
import { channelLink, destinationId, eventLink, queueId, queueLink } from '../names.ts';
import { condition } from '../rule-conditions.ts';
import { retryWords } from '../time-words.ts';

/** What is told of a way of events to where no function takes them. */
export const forwardPart = (source: CatalogSource, { rule, target, end, contracts }: Forward): string => {
  const { shortName, topology } = source;
  const dead = topology.queues.find(({ arn }) => arn === target.deadLetterQueueArn);
  const rows = [
    ['takes', `${contracts.map((contract) => eventLink(contract)).join(', ')}${condition({ rule })}`],
    ['brings it to', `${endLink(source, end)}, ${END_WORDS[end.kind]}`],
    ['as', inputWords(target.input)],
    ...(end.kind === 'api-destination' ? callRows(end.destination) : []),
    ['tries again', retryWords(target.retry)],
    ['what is left then', dead === undefined ? 'is lost: there is no dead-letter queue' : `goes to ${queueLink(shortName(dead.name))}`],
  ];
  return body(`### ${shortName(rule.name)}`, table(['', ''], rows));
};

/** What an end is, for whoever sees its name only. */
export const END_WORDS = { queue: 'a queue for people', 'api-destination': 'an address outside' } as const;

/** A link to the page of what events end in. */
export const endLink = ({ shortName }: Pick<CatalogSource, 'shortName'>, end: OtherEnd): string => {
  const name = shortName(thingOf(end).name);
  return channelLink(endId(name, end), name);
};

/** The id of the page of what events end in. */
export const endId = (shortName: string, { kind }: OtherEnd): string => (kind === 'queue' ? queueId(shortName) : destinationId(shortName));

/** How an address is called. What authenticates the caller is never known here, only how it is sent. */
export const callRows = ({ method, perSecondMax, connection }: ApiDestination): readonly (readonly [string, string])[] => [
  ['calls it with', `${code(method)}${perSecondMax === undefined ? '' : `, at most ${perSecondMax} times a second`}`],
  ['shows who calls by', connectionWords(connection)],
];

const connectionWords = (connection: Connection | undefined): string => {
  if (connection === undefined) return 'what no stack of ours declares';
  if (connection.authorization === 'API_KEY' && connection.keyHeader !== undefined)
    return `a key in the header ${code(connection.keyHeader)}`;
  return AUTHORIZATIONS[connection.authorization] ?? plain(connection.authorization);
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html */
const AUTHORIZATIONS: Readonly<Record<string, string>> = {
  API_KEY: 'a key in a header',
  BASIC: 'a user name and a password',
  OAUTH_CLIENT_CREDENTIALS: 'a token by OAuth',
};

/** What a target is given in place of the event. */
const inputWords = (input: Input | undefined): string => {
  if (input === undefined) return 'it is on the bus';
  if (input.kind === 'path') return `what is at ${code(input.path)}`;
  if (input.kind === 'constant') return 'a text that is always the same';
  // The template is no JSON: its variables stand in angle brackets.
  const of = (name: string): string | undefined => new RegExp(`"${name}":"([^"<]+)"`).exec(input.template)?.[1];
  const version = of('specversion');
  const type = of('type');
  if (version === undefined) return 'a text made from it';
  return `a [CloudEvent](https://cloudevents.io) ${version}${type === undefined ? '' : ` of the type ${code(type)}`}`;
};
