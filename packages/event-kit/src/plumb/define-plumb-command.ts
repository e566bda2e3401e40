import type { z } from 'zod';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { refusing } from '../refuse.ts';
import type { LiveSystem } from './live-system.ts';

/** A command of `plumb` that a service declares. */
export type PlumbCommand<Options extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> =
  | InvokingCommand<Options, Answer>
  | RunningCommand<Options>;

interface Typed<Options extends z.ZodObject> {
  /** The words after `plumb`: a subject, such as `orders`, or a subject and a verb, such as `stores report`. */
  readonly words: string;
  readonly summary: string;
  /** Every property becomes a flag. Strings, numbers, booleans and enums are supported. */
  readonly options: Options;
  /** The option that is a positional argument. @default all options are flags */
  readonly argument?: keyof Options['shape'] & string;
  /** An example command line. @default the words */
  readonly example?: string;
}

/** Invokes one of the service's functions, here or on AWS, and draws the answer. */
export interface InvokingCommand<Options extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> extends Typed<Options> {
  /** The function that is invoked with the options. */
  readonly invokes: FunctionManifest;
  readonly answer: Answer;
  /** The remaining work after an answer, with which the function is invoked again. @default none */
  rest?(given: z.output<Options>, answer: z.output<Answer>): z.output<Options> | undefined;
  /** The answer for the terminal, line by line. */
  draw(answer: z.output<Answer>, given: z.output<Options>): readonly string[];
}

/** A command that works on the running system itself. */
export interface RunningCommand<Options extends z.ZodObject = z.ZodObject> extends Typed<Options> {
  run(given: z.output<Options>, at: LiveSystem): Promise<Said>;
}

/** The output of a command. */
export interface Said {
  readonly lines: readonly string[];
  /** Whether `plumb` ends with exit code 1. @default false */
  readonly failed?: boolean;
}

/**
 * Declares a command. `plumb` finds it in the service's `src/commands.ts`.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 * @example
 * ```ts
 * export const orders = definePlumbCommand({
 *   words: 'orders', summary: 'list every order with its status', options: z.object({}),
 *   run: async (_, at) => ({ lines: await drawnOrders(at) }),
 * });
 * ```
 */
export function definePlumbCommand<Options extends z.ZodObject, Answer extends z.ZodType>(
  declaration: InvokingCommand<Options, Answer>,
): InvokingCommand<Options, Answer>;
export function definePlumbCommand<Options extends z.ZodObject>(declaration: RunningCommand<Options>): RunningCommand<Options>;
export function definePlumbCommand(declaration: PlumbCommand): PlumbCommand {
  const { words, options, argument } = declaration;
  const refuse = refusing(`Command ${words}`);
  if (!/^[a-z][a-z0-9-]*( [a-z][a-z0-9-]*)?$/.test(words))
    refuse('words must be a subject, such as "orders", or a subject and a verb, such as "stores report".');
  if (argument !== undefined && !(argument in options.shape))
    refuse(`its argument "${argument}" is not one of its options: ${Object.keys(options.shape).join(', ')}.`);
  return declaration;
}
