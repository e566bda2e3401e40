import type { z } from 'zod';
import { EventKitError } from '../errors.ts';
import type { FunctionManifest } from './define-function.ts';

/** A command of `plumb` that a service brings along: it invokes one of the service's functions, here or on AWS, and draws the answer. */
export interface CommandManifest<Options extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> {
  /** What is typed after `plumb`: a subject and a verb, such as `stores report`. */
  readonly words: string;
  readonly summary: string;
  readonly invokes: FunctionManifest;
  /** What the function is invoked with. Every property becomes a flag; texts, numbers, booleans and enums can be typed. */
  readonly options: Options;
  readonly answer: Answer;
  /** What is still to be done after an answer: the function is invoked with it again. @default nothing */
  rest?(given: z.output<Options>, answer: z.output<Answer>): z.output<Options> | undefined;
  /** The answer for a person, line by line. */
  draw(answer: z.output<Answer>, given: z.output<Options>): readonly string[];
}

/**
 * Declares a command. `plumb` finds it in the service's `src/commands.ts`.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 */
export const defineCommand = <Options extends z.ZodObject, Answer extends z.ZodType>(
  declaration: CommandManifest<Options, Answer>,
): CommandManifest<Options, Answer> => {
  if (/^[a-z][a-z0-9-]* [a-z][a-z0-9-]*$/.test(declaration.words)) return declaration;
  throw new EventKitError('INVALID_DECLARATION', `Command ${declaration.words}: it takes a subject and a verb, such as "stores report".`);
};
