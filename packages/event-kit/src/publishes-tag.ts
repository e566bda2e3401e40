/** The tag of a function that says which versions of which events it publishes: `OrderAccepted:2.0 OrderAccepted:1.3`. */
export const PUBLISHES_TAG = 'publishes';
