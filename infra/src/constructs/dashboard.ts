import { CloudwatchDashboard, Construct } from '../terraform.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import type { ServiceFunction } from './service-function.ts';

const WIDGET_WIDTH = 12;
const WIDGET_HEIGHT = 6;

/** A service's dashboard: for each function how often it ran, failed and was throttled, and how long it took. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, functions: readonly ServiceFunction[]) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    const widget = (title: string, x: number, row: number, metrics: readonly unknown[], stat: string) => ({
      type: 'metric',
      x,
      y: row * WIDGET_HEIGHT,
      width: WIDGET_WIDTH,
      height: WIDGET_HEIGHT,
      properties: { title, region: stack.environment.region, stat, period: 60, metrics },
    });
    const widgets = functions.flatMap(({ name }, row) => {
      const metric = (metricName: string, options: object = {}) => ['AWS/Lambda', metricName, 'FunctionName', name, options];
      return [
        widget(`${name}: invocations`, 0, row, [metric('Invocations'), metric('Errors'), metric('Throttles')], 'Sum'),
        widget(`${name}: duration`, WIDGET_WIDTH, row, [metric('Duration', { stat: 'p50' }), metric('Duration', { stat: 'p99' })], 'p50'),
      ];
    });
    new CloudwatchDashboard(this, 'dashboard', { dashboardName: stack.named(stack.service), dashboardBody: JSON.stringify({ widgets }) });
  }
}
