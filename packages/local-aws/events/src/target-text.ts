import { type InputFacts, targetInput } from '@plumbline/eventbridge';
import { type TargetShape, targetFrom } from './target.ts';

/**
 * The text that a target, in the form of ListTargetsByRule, receives for an event.
 *
 * @returns `undefined` when its template does not produce JSON: EventBridge then delivers nothing.
 * @example
 * ```ts
 * targetText({ Id: 't', Arn: '...', InputPath: '$.detail' }, '{"detail": {"a": 1}}', facts); // '{"a":1}'
 * ```
 */
export const targetText = (target: TargetShape, eventText: string, facts: InputFacts): string | undefined =>
  targetInput(targetFrom(target).input, eventText, facts);
