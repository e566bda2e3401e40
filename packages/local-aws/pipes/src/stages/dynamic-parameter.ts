import { jsonPath } from '@plumbline/eventbridge';
import type { PipeEvent } from './pipe-event.ts';

/**
 * A parameter of a target: a path into the event, such as `$.detail.type`, or a text. A path that matches nothing is empty.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
 */
export const parameterOf = (given: string | undefined, { value }: PipeEvent): string | undefined => {
  if (given === undefined || !given.startsWith('$')) return given;
  const found = jsonPath(given)?.read(value);
  if (found === undefined) return '';
  return typeof found === 'string' ? found : JSON.stringify(found);
};
