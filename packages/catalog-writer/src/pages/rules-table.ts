import { knownOf } from '@plumbline/contract-gate';
import { type Rule, rulesFor } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { code, table } from '../markdown.ts';
import { destinationLink, eventLink, queueLink } from '../names.ts';
import { listed } from '../pattern-words.ts';
import { condition } from '../rule-conditions.ts';

/** Draws rules with their events in words, and their targets. */
export const rulesTable = (source: CatalogSource, rules: readonly Rule[]): string => {
  const ways = source.usage.flatMap(({ contract }) => rulesFor(source.topology, knownOf(contract)).map((rule) => ({ rule, contract })));
  const taken = Map.groupBy(ways, ({ rule }) => rule);
  return table(
    ['Rule', 'Matches', 'Delivers to'],
    rules.map((rule) => {
      const events = (taken.get(rule) ?? []).map(({ contract }) => eventLink(contract));
      return [
        code(source.shortName(rule.name)),
        // For undeclared events, such as AWS's own, shows the pattern.
        events.length === 0 ? code(shortPattern(source.topology, rule)) : `${listed(events, 'or')}${condition({ rule })}`,
        rule.targets.map(({ arn }) => targetName(source, arn)).join(', '),
      ];
    }),
  );
};

const targetName = ({ shortName, topology }: CatalogSource, arn: string): string => {
  const queue = topology.queues.find((one) => one.arn === arn);
  if (queue !== undefined) return queueLink(shortName(queue.name));
  const destination = topology.apiDestinations.find((one) => one.arn === arn);
  if (destination !== undefined) return destinationLink(shortName(destination.name));
  return code(shortName(arn.split(/[:/]/).at(-1) ?? arn));
};

/** A rule's pattern without the account in it. */
const shortPattern = (topology: CatalogSource['topology'], { pattern }: Rule): string => {
  const prefix = topology.buses[0] === undefined ? '' : `${topology.buses[0].name}-`;
  return JSON.stringify(pattern ?? {})
    .replaceAll(prefix, '')
    .replace(/-\d{12}(?=")/g, '');
};
