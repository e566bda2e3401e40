import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../rule-index.ts';
import { naiveMatch } from './test-support/naive-match.ts';

/**
 * One case of `conformance/*.json`. Patterns and events are JSON, or a string where the spelling matters: numbers, repeated keys,
 * invalid JSON.
 */
interface Case {
  readonly pattern: object | string;
  readonly event?: object | string;
  readonly expected?: boolean;
  /** EventBridge's reason for rejecting the pattern. */
  readonly error?: string;
  /** The position in the error. Some errors have none. */
  readonly column?: number;
  /** @default 1 */
  readonly line?: number;
  /** The rule that the case shows, with the number of its file. Measured with event-ruler 2.0.1, the engine of EventBridge, or recorded on AWS. */
  readonly source: string;
  /** Our answer, where EventBridge's differs by accident. */
  readonly quirk?: boolean;
}

const FOLDER = new URL('conformance/', import.meta.url);
const cases: readonly Case[] = readdirSync(FOLDER).flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
const text = (json: object | string | undefined): string => (typeof json === 'string' ? json : JSON.stringify(json));
const titled = cases.map((one) => ({ ...one, title: `${one.source}: ${text(one.pattern)} ${text(one.event)}`.slice(0, 200) }));

describe('EventBridge patterns', () => {
  it.each(titled.filter(({ error }) => error === undefined))('$title', ({ pattern, event, expected }) => {
    expect(matchesPattern(text(pattern), text(event))).toBe(expected);
    expect(naiveMatch(text(pattern), text(event))).toBe(expected);
  });

  it.each(titled.filter(({ error }) => error !== undefined))('refused, $title', ({ pattern, error, line = 1, column }) => {
    const place = column === undefined ? '' : `\n at [Source: (String)"${text(pattern)}"; line: ${line}, column: ${column}]`;
    expect(() => matchesPattern(text(pattern), '{}')).toThrow(
      expect.objectContaining({
        code: 'InvalidEventPatternException',
        message: `Event pattern is not valid. Reason: ${error}${place}`,
      }),
    );
  });
});
