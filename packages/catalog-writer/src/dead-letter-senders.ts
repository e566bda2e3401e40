import type { CatalogSource } from './catalog-source.ts';
import { code } from './markdown.ts';

/** Who sends its dead letters to a queue, in words. */
export const deadLetterSenders = ({ topology, shortName }: CatalogSource, arn: string): readonly string[] => [
  ...topology.rules
    .filter(({ targets }) => targets.some(({ deadLetterQueueArn }) => deadLetterQueueArn === arn))
    .map(({ name }) => `what the rule ${code(shortName(name))} could not deliver`),
  ...topology.schedules
    .filter(({ deadLetterQueueArn }) => deadLetterQueueArn === arn)
    .map(({ name }) => `what the schedule ${code(shortName(name))} could not deliver`),
  ...topology.functions
    .filter(({ onFailureArn }) => onFailureArn === arn)
    .map(({ name }) => `what ${code(shortName(name))} failed on for good`),
  ...topology.queues
    .filter(({ deadLetterQueueArn }) => deadLetterQueueArn === arn)
    .map(({ name }) => `what was received from ${code(shortName(name))} too often`),
];
