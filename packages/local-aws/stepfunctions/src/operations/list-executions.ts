import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { brokenConstraint, constraintError } from '@plumbline/local-aws-kernel';
import { typeNotSupported } from '../errors.ts';
import { type OperationContext, required, seconds } from './operation-context.ts';
import { nextPage, type PageInput, pageSize, pageStart } from './page.ts';

interface Input extends PageInput {
  readonly stateMachineArn?: string;
  readonly statusFilter?: string;
  readonly mapRunArn?: string;
  readonly redriveFilter?: string;
}

/** In the order of AWS's message. */
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];

/**
 * Newest first.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export const listExecutions = (context: OperationContext): JsonOperation<Input> => ({
  permissions: ({ stateMachineArn }) => [{ action: 'states:ListExecutions', resource: required(stateMachineArn, 'stateMachineArn') }],
  run(input) {
    const { stateMachineArn = '', statusFilter: status, redriveFilter } = input;
    if (status !== undefined && !STATUSES.includes(status))
      throw constraintError(brokenConstraint(status, 'statusFilter', `satisfy enum value set: [${STATUSES.join(', ')}]`));
    if (context.machineOf(stateMachineArn).type === 'EXPRESS') throw typeNotSupported();
    // local-aws does not redrive executions.
    if (redriveFilter === 'REDRIVEN') return { executions: [] };
    const size = pageSize(input);
    const before = pageStart(input);
    const filter = { max: size + 1, ...(status === undefined ? {} : { status }), ...(before === undefined ? {} : { before }) };
    const found = context.engine.executions.list(stateMachineArn, filter);
    return {
      executions: found.slice(0, size).map((one) => ({
        executionArn: one.arn,
        stateMachineArn: one.machineArn,
        name: one.name,
        status: one.status,
        startDate: seconds(one.startMs),
        ...(one.stopMs === undefined ? {} : { stopDate: seconds(one.stopMs) }),
        redriveCount: 0,
      })),
      ...nextPage(found, size, ({ id }) => id),
    };
  },
});
