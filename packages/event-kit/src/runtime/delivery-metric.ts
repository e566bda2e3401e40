import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { z } from 'zod';
import { DELIVERIES_METRIC, METRICS_NAMESPACE } from '../delivery-metric-names.ts';
import { metadataSchema } from '../event.ts';
import type { EventContract } from '../event-contract.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';

const detailTyped = z.object({ 'detail-type': z.string() });
const versioned = z.object({ detail: z.object({ Metadata: metadataSchema.pick({ event_type: true, event_version: true }) }) });

/**
 * Counts deliveries for each consumer and event version, which shows the versions in use. Writes the metric to the log in CloudWatch's
 * embedded metric format, once for all events of a version that arrive together. Does not count an event without a version; the handler
 * rejects it with the reason.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const deliveryMetric = (manifest: FunctionManifest): ((busEvents: readonly unknown[]) => void) => {
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: manifest.name });
  const foreign = manifest.consumes.map(({ event }) => event).filter((event) => event.foreign !== undefined);
  return (busEvents) => {
    for (const alike of Map.groupBy(
      busEvents.flatMap((busEvent) => versionOf(busEvent, foreign)),
      (version) => JSON.stringify(version),
    ).values()) {
      const single = metrics.singleMetric();
      single.addDimensions({ ...alike[0] });
      single.addMetric(DELIVERIES_METRIC, MetricUnit.Count, alike.length);
    }
  };
};

/** An event without our envelope has no version number, because it has only one version. */
const versionOf = (busEvent: unknown, foreign: readonly EventContract[]) => {
  const named = detailTyped.safeParse(busEvent);
  const contract = foreign.find(({ detailType }) => named.success && named.data['detail-type'] === detailType);
  if (contract !== undefined) return [{ event_type: contract.eventType, event_version: contract.version }];
  const result = versioned.safeParse(busEvent);
  return result.success ? [result.data.detail.Metadata] : [];
};
