/** The namespace of the metrics that event-kit writes. */
export const METRICS_NAMESPACE = 'Plumbline';
/** Counts deliveries, by the dimensions `service` (the function's name in its manifest), `event_type` and `event_version`. */
export const DELIVERIES_METRIC = 'Deliveries';
