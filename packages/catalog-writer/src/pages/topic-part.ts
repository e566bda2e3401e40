import type { Topic } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { body, code, table } from '../markdown.ts';

/** The part about a topic: its subscribers, and what each of them hears. */
export const topicPart = ({ shortName }: CatalogSource, { name, subscriptions }: Topic): string =>
  body(
    `### ${shortName(name)}`,
    table(
      ['Subscriber', 'By', 'Hears'],
      subscriptions.map(({ endpoint, protocol, filterPolicy }) => [
        code(endpoint),
        protocol,
        filterPolicy === undefined ? 'every message' : `messages with ${code(JSON.stringify(filterPolicy))}`,
      ]),
    ),
  );
