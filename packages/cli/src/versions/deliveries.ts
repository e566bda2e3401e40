import { type CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { type CloudWatchLogsClient, FilterLogEventsCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { DELIVERIES_METRIC, METRICS_NAMESPACE } from '@plumbline/event-kit';

/** The number of deliveries of an event's version to a consumer within a period of days. */
export interface Delivered {
  /** The function's name in its manifest. */
  readonly consumer: string;
  readonly eventType: string;
  /** `major.minor` */
  readonly version: string;
  readonly count: number;
}

const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;

/**
 * Counts deliveries by the metric that event-kit writes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export const deliveriesInMetrics = async (
  client: Pick<CloudWatchClient, 'send'>,
  days: number,
  now: Date,
): Promise<readonly Delivered[]> => {
  const found: Delivered[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListMetricsCommand({ Namespace: METRICS_NAMESPACE, MetricName: DELIVERIES_METRIC, ...(NextToken && { NextToken }) }),
    );
    for (const { Dimensions = [] } of page.Metrics ?? []) {
      const request = {
        Namespace: METRICS_NAMESPACE,
        MetricName: DELIVERIES_METRIC,
        Dimensions,
        Period: DAY_SECONDS,
        Statistics: ['Sum' as const],
      };
      const span = { StartTime: new Date(now.getTime() - days * DAY_MS), EndTime: now };
      const { Datapoints = [] } = await client.send(new GetMetricStatisticsCommand({ ...request, ...span }));
      const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
      found.push(
        delivered(
          dimensions,
          Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0),
        ),
      );
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
};

/** Counts deliveries from the functions' logs in a system without metrics, such as the local AWS. */
export const deliveriesInLogs = async (
  client: Pick<CloudWatchLogsClient, 'send'>,
  functions: readonly string[],
  days: number,
  now: Date,
): Promise<readonly Delivered[]> => {
  const found: Delivered[] = [];
  for (const name of functions) {
    let nextToken: string | undefined;
    do {
      const page = await client
        .send(
          new FilterLogEventsCommand({
            logGroupName: `/aws/lambda/${name}`,
            filterPattern: `"${DELIVERIES_METRIC}" "_aws"`,
            startTime: now.getTime() - days * DAY_MS,
            ...(nextToken && { nextToken }),
          }),
        )
        .catch(emptyWhereThereIsNoGroup);
      found.push(...(page.events ?? []).flatMap(({ message = '' }) => fromLine(message)));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
  return found;
};

const emptyWhereThereIsNoGroup = (error: unknown): { readonly events: []; readonly nextToken?: never } => {
  if (error instanceof ResourceNotFoundException) return { events: [] };
  throw error;
};

/** A line of CloudWatch's embedded metric format. */
const fromLine = (line: string): readonly Delivered[] => {
  try {
    const fields = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return typeof fields[DELIVERIES_METRIC] === 'number' ? [delivered(fields, fields[DELIVERIES_METRIC])] : [];
  } catch {
    return [];
  }
};

const delivered = ({ service, event_type, event_version }: Readonly<Record<string, unknown>>, count: number): Delivered => ({
  consumer: String(service),
  eventType: String(event_type),
  version: String(event_version),
  count,
});
