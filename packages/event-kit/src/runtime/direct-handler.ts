import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { EventKitError } from '../errors.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import { functionLogger } from './function-logger.ts';

/**
 * The handler of a function that time, people or programs invoke directly. What it is given is checked; an error is logged and thrown on.
 *
 * @throws EventKitError `INVALID_INPUT` when it is given something else than it takes
 * @example
 * ```ts
 * export const handler = directHandler(produce, z.object({ count: z.int().min(1).default(5) }), createProduce(ports));
 * ```
 */
export const directHandler = <Input, Answer>(
  manifest: FunctionManifest,
  input: z.ZodType<Input>,
  useCase: (given: Input, context: Context) => Promise<Answer>,
): ((payload: unknown, context: Context) => Promise<Answer>) => {
  const logger = functionLogger(manifest);
  return async (payload, context) => {
    logger.addContext(context);
    try {
      const result = input.safeParse(payload ?? {});
      if (!result.success) {
        throw new EventKitError('INVALID_INPUT', `${manifest.name} can't be invoked with this: ${z.prettifyError(result.error)}`, {
          cause: result.error,
        });
      }
      const answer = await useCase(result.data, context);
      logger.info('done');
      return answer;
    } catch (error) {
      logger.error('failed', error as Error);
      throw error;
    }
  };
};
