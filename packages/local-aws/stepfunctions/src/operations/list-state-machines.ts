import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { type OperationContext, seconds } from './operation-context.ts';
import { nextPage, type PageInput, pageSize, pageStart } from './page.ts';

/**
 * By name.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html
 */
export const listStateMachines = (context: OperationContext): JsonOperation<PageInput> => ({
  permissions: () => [{ action: 'states:ListStateMachines', resource: '*' }],
  run(input) {
    const size = pageSize(input);
    const start = pageStart(input) ?? 0;
    const found = context
      .machines()
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .slice(start, start + size + 1);
    return {
      stateMachines: found.slice(0, size).map(({ arn, name, type, createdMs }) => ({
        ...{ stateMachineArn: arn, name, type },
        creationDate: seconds(createdMs),
      })),
      ...nextPage(found, size, (_, index) => start + index + 1),
    };
  },
});
