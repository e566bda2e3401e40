import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { withoutData } from '../execution/history.ts';
import { executionOf, type OperationContext, required, seconds } from './operation-context.ts';
import { nextPage, type PageInput, pageSize, pageStart } from './page.ts';

interface Input extends PageInput {
  readonly executionArn?: string;
  readonly reverseOrder?: boolean;
  readonly includeExecutionData?: boolean;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export const getExecutionHistory = (context: OperationContext): JsonOperation<Input> => ({
  permissions: ({ executionArn }) => [{ action: 'states:GetExecutionHistory', resource: required(executionArn, 'executionArn') }],
  run(input) {
    const { executionArn = '', reverseOrder: reverse = false, includeExecutionData = true } = input;
    const execution = executionOf(context, executionArn);
    const size = pageSize(input);
    const after = pageStart(input) ?? (reverse ? Number.MAX_SAFE_INTEGER : 0);
    const found = context.engine.history.list(execution.id, { after, max: size + 1, reverse });
    return {
      events: found.slice(0, size).map(({ id, previousEventId, type, timeMs, member, details = {} }) => ({
        timestamp: seconds(timeMs),
        type,
        id,
        previousEventId,
        ...(member === undefined ? {} : { [member]: includeExecutionData ? details : withoutData(details) }),
      })),
      ...nextPage(found, size, ({ id }) => id),
    };
  },
});
