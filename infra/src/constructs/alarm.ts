import { CloudwatchMetricAlarm, Construct } from '../terraform.ts';
import { PlumblineStack } from './plumbline-stack.ts';

export interface AlarmProps {
  /** In kebab-case, after the watched resource. */
  readonly name: string;
  /** The problem and the fix. */
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** @default Sum */
  readonly statistic?: 'Sum' | 'Maximum';
  /** The highest value that is fine. @default 0 */
  readonly threshold?: number;
}

/** An alarm that fires within five minutes when a metric is above a threshold. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    const actions = stack.environment.alarmTopicArn === undefined ? [] : [stack.environment.alarmTopicArn];
    new CloudwatchMetricAlarm(this, 'alarm', {
      alarmName: stack.named(props.name),
      alarmDescription: props.description,
      namespace: props.namespace,
      metricName: props.metric,
      dimensions: { ...props.dimensions },
      statistic: props.statistic ?? 'Sum',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: props.threshold ?? 0,
      evaluationPeriods: 1,
      period: 300,
      treatMissingData: 'notBreaching',
      alarmActions: actions,
      okActions: actions,
    });
  }
}
