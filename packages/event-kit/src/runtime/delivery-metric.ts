import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { z } from 'zod';
import { DELIVERIES_METRIC, METRICS_NAMESPACE } from '../delivery-metric-names.ts';
import { metadataSchema } from '../event.ts';
import type { EventContract } from '../event-contract.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';

const detailTyped = z.object({ 'detail-type': z.string() });
const versioned = z.object({ detail: z.object({ Metadata: metadataSchema.pick({ event_type: true, event_version: true }) }) });

/**
 * Counts deliveries for each consumer and event version, so that one can see which version is still used. The metric is written to the
 * log in CloudWatch's embedded metric format, once for all events of a version that arrive together. What has no version is not counted;
 * its handler refuses it with the reason.
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

/** What is not in our envelope does not say its version: there is one of it. */
const versionOf = (busEvent: unknown, foreign: readonly EventContract[]) => {
  const named = detailTyped.safeParse(busEvent);
  const contract = foreign.find(({ detailType }) => named.success && named.data['detail-type'] === detailType);
  if (contract !== undefined) return [{ event_type: contract.eventType, event_version: contract.version }];
  const result = versioned.safeParse(busEvent);
  return result.success ? [result.data.detail.Metadata] : [];
};
