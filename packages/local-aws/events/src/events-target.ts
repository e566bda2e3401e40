import { AwsError, type TargetPort } from '@plumbline/local-aws-kernel';

export interface EventsTargetProps extends Record<'bus' | 'apiDestination', Pick<TargetPort, 'exists' | 'take'>> {}

/** EventBridge's own resources as targets: buses and API destinations. */
export const eventsTarget = ({ bus, apiDestination }: EventsTargetProps): TargetPort => {
  const of = (arn: string) => (isApiDestination(arn) ? apiDestination : bus);
  return {
    atOnce: (arn) => !isApiDestination(arn),
    kindOf: (arn) => (isApiDestination(arn) ? 'API destination' : 'bus'),
    exists: (call) => of(call.arn).exists(call),
    notFound: (arn) =>
      new AwsError('ResourceNotFoundException', `The ${isApiDestination(arn) ? 'API destination' : 'bus'} ${arn} does not exist.`),
    permissions({ arn, event }) {
      if (isApiDestination(arn)) return [{ action: 'events:InvokeApiDestination', resource: arn }];
      const conditionKeys = event && { 'events:source': [event.source], 'events:detail-type': [event.detailType] };
      return [{ action: 'events:PutEvents', resource: arn, ...(conditionKeys && { conditionKeys }) }];
    },
    // A bus needs no role to send to another bus of the same account.
    hasPolicy: (arn) => !isApiDestination(arn),
    policyAllows: (arn) => !isApiDestination(arn),
    take: (call) => of(call.arn).take(call),
  };
};

const isApiDestination = (arn: string): boolean => arn.includes(':api-destination/');
