/** The tag of a function with the versions of events that it publishes: `OrderAccepted:2.0 OrderAccepted:1.3`. */
export const PUBLISHES_TAG = 'publishes';
