import { TAKEN, type TargetPort } from '@plumbline/local-aws-kernel';
import { type DeployedFunctions, functionNotFound } from './deployed-functions.ts';
import type { InvokeAsync } from './invoke.ts';
import { checkEventSize } from './payload-limits.ts';

interface Props {
  readonly permits: (functionArn: string, servicePrincipal: string, sourceArn: string) => boolean;
  readonly invokeAsync: InvokeAsync;
  readonly functions: Pick<DeployedFunctions, 'exists'>;
}

/** Functions as targets. Lambda accepts the event and runs it later: the invocation is Lambda's own, second stage. */
export const functionTarget = ({ functions, permits, invokeAsync }: Props): TargetPort => ({
  atOnce: () => true,
  kindOf: () => 'function',
  exists: ({ arn }) => functions.exists(arn),
  notFound: functionNotFound,
  permissions: ({ arn }) => [{ action: 'lambda:InvokeFunction', resource: arn }],
  hasPolicy: () => true,
  policyAllows: (arn, { principal, sourceArn }) => permits(arn, principal, sourceArn),
  take({ arn, input, traceHeader }) {
    checkEventSize('Event', input);
    invokeAsync(arn, input, { traceHeader });
    return TAKEN;
  },
});
