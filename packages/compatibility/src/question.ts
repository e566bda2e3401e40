import type { Accepts } from './accepts.ts';
import { ADVICE } from './advice.ts';
import type { Direction, Incompatibility, IncompatibilityCode } from './incompatibility.ts';
import type { JsonSchema } from './json-schema.ts';

/** The question at one place of the event: do consumers of `reader` accept everything that producers of `writer` may write? */
export interface Question {
  readonly direction: Direction;
  /** The name of the version that events are written in. */
  readonly writer: string;
  /** The name of the version that consumers read with. */
  readonly reader: string;
  readonly path: string;
  readonly accepts: Accepts;
  /** Asks the same of a part of the event. */
  readonly ask: (writer: JsonSchema, reader: JsonSchema, path: string) => readonly Incompatibility[];
}

export const incompatibility = (question: Question, code: IncompatibilityCode, reason: string, path = question.path): Incompatibility => ({
  direction: question.direction,
  path,
  code,
  reason: `${subject(path)} ${reason}`,
  advice: ADVICE[code],
});

const subject = (path: string): string => {
  if (path === '') return 'The event';
  return path === '*' ? 'Any other property' : path;
};

/** "may be X in events of 1.1, but consumers of 1.0 accept only Y". */
export const written = (question: Question, may: string, take: string): string =>
  `may be ${may} in events of ${question.writer}, but consumers of ${question.reader} accept ${take}.`;

/** For one bound: "has a minimum of 0 in events of 1.0, but consumers of 1.1 need a minimum of 1". */
export const bounded = (question: Question, name: string, has: string | undefined, needs: string | undefined): string =>
  `has ${has === undefined ? `no ${name}` : `a ${name} of ${has}`} in events of ${question.writer}, but consumers of ${question.reader} need ${needs === undefined ? 'none' : `a ${name} of ${needs}`}.`;
