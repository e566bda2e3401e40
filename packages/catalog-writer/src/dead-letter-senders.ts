import type { CatalogSource } from './catalog-source.ts';
import { code } from './markdown.ts';

/** The senders of dead letters to a queue, in words. */
export const deadLetterSenders = ({ topology, shortName }: CatalogSource, arn: string): readonly string[] => [
  ...topology.rules
    .filter(({ targets }) => targets.some(({ deadLetterQueueArn }) => deadLetterQueueArn === arn))
    .map(({ name }) => `events that the rule ${code(shortName(name))} could not deliver`),
  ...topology.schedules
    .filter(({ deadLetterQueueArn }) => deadLetterQueueArn === arn)
    .map(({ name }) => `invocations that the schedule ${code(shortName(name))} could not deliver`),
  ...topology.functions
    .filter(({ onFailureArn }) => onFailureArn === arn)
    .map(({ name }) => `events on which ${code(shortName(name))} failed on every attempt`),
  ...topology.pipes
    .filter(({ deadLetterQueueArn }) => deadLetterQueueArn === arn)
    .map(({ name }) => `positions of records that the pipe ${code(shortName(name))} could not deliver`),
  ...topology.queues
    .filter(({ deadLetterQueueArn }) => deadLetterQueueArn === arn)
    .map(({ name }) => `messages of ${code(shortName(name))} that exceeded its receive count`),
];
