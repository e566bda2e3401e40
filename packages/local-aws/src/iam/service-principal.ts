/** The AWS services that act on their own behalf. */
export const EVENTS = 'events.amazonaws.com';
export const API_GATEWAY = 'apigateway.amazonaws.com';
export const STEP_FUNCTIONS = 'states.amazonaws.com';
export const SCHEDULER = 'scheduler.amazonaws.com';
