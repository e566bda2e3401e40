import type { ApiDestination, Connection, Input } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { type Forward, type OtherEnd, thingOf } from '../forwards.ts';
import { body, code, plain, table } from '../markdown.ts';
import { channelLink, destinationId, eventLink, queueId, queueLink } from '../names.ts';
import { condition } from '../rule-conditions.ts';
import { retryWords } from '../time-words.ts';

/** The part about a forward: a rule that delivers events to a target other than a function. */
export const forwardPart = (source: CatalogSource, { rule, target, end, contracts }: Forward): string => {
  const { shortName, topology } = source;
  const dead = topology.queues.find(({ arn }) => arn === target.deadLetterQueueArn);
  const rows = [
    ['matches', `${contracts.map((contract) => eventLink(contract)).join(', ')}${condition({ rule })}`],
    ['delivers to', `${endLink(source, end)}, ${END_WORDS[end.kind]}`],
    ['as', inputWords(target.input)],
    ...(end.kind === 'api-destination' ? callRows(end.destination) : []),
    ['retries', retryWords(target.retry)],
    [
      'after the last retry',
      dead === undefined ? 'the event is lost: the rule has no dead-letter queue' : `to ${queueLink(shortName(dead.name))}`,
    ],
  ];
  return body(`### ${shortName(rule.name)}`, table(['', ''], rows));
};

/** The kind of an end, in words. */
export const END_WORDS = { queue: 'a queue for manual work', 'api-destination': 'an address outside AWS' } as const;

/** A link to the page of the end of a forward. */
export const endLink = ({ shortName }: Pick<CatalogSource, 'shortName'>, end: OtherEnd): string => {
  const name = shortName(thingOf(end).name);
  return channelLink(endId(name, end), name);
};

/** The id of the page of the end of a forward. */
export const endId = (shortName: string, { kind }: OtherEnd): string => (kind === 'queue' ? queueId(shortName) : destinationId(shortName));

/** How EventBridge calls an address. The catalog knows the kind of credentials, never their values. */
export const callRows = ({ method, perSecondMax, connection }: ApiDestination): readonly (readonly [string, string])[] => [
  ['method', `${code(method)}${perSecondMax === undefined ? '' : `, at most ${perSecondMax} times a second`}`],
  ['authenticates with', connectionWords(connection)],
];

const connectionWords = (connection: Connection | undefined): string => {
  if (connection === undefined) return 'a connection that no stack declares';
  if (connection.authorization === 'API_KEY' && connection.keyHeader !== undefined)
    return `a key in the header ${code(connection.keyHeader)}`;
  return AUTHORIZATIONS[connection.authorization] ?? plain(connection.authorization);
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html */
const AUTHORIZATIONS: Readonly<Record<string, string>> = {
  API_KEY: 'a key in a header',
  BASIC: 'a user name and a password',
  OAUTH_CLIENT_CREDENTIALS: 'an OAuth token',
};

/** The input of a target, in words. */
const inputWords = (input: Input | undefined): string => {
  if (input === undefined) return 'the unchanged event';
  if (input.kind === 'path') return `the value at ${code(input.path)}`;
  if (input.kind === 'constant') return 'a constant text';
  // The template is not JSON: its variables are in angle brackets.
  const of = (name: string): string | undefined => new RegExp(`"${name}":"([^"<]+)"`).exec(input.template)?.[1];
  const version = of('specversion');
  const type = of('type');
  if (version === undefined) return 'a text built from the event';
  return `a [CloudEvent](https://cloudevents.io) ${version}${type === undefined ? '' : ` of the type ${code(type)}`}`;
};
