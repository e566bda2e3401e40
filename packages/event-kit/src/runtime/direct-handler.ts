import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { EventKitError } from '../errors.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import type { Run } from './run.ts';

export type DirectUseCase<Input> = (given: Input, context: Context) => Promise<unknown>;

/**
 * The handler of a function that a schedule, a developer or a program invokes directly. Validates the input; logs and rethrows errors.
 *
 * @throws EventKitError `INVALID_INPUT` when the input does not match its schema
 */
export const directHandler =
  <Input>(
    manifest: FunctionManifest,
    useCase: DirectUseCase<Input>,
    { log }: Run,
    input: z.ZodType<Input>,
  ): ((payload: unknown, context: Context) => Promise<unknown>) =>
  async (payload, context) => {
    try {
      const result = input.safeParse(payload ?? {});
      if (!result.success) {
        throw new EventKitError('INVALID_INPUT', `${manifest.name} rejects this input: ${z.prettifyError(result.error)}`, {
          cause: result.error,
        });
      }
      const answer = await useCase(result.data, context);
      log.info('done');
      return answer;
    } catch (error) {
      log.error('failed', error as Error);
      throw error;
    }
  };
