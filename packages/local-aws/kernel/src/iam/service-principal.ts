/** The AWS services that act on their own behalf. */
export const EVENTS = 'events.amazonaws.com';
export const API_GATEWAY = 'apigateway.amazonaws.com';
export const APPSYNC = 'appsync.amazonaws.com';
export const STEP_FUNCTIONS = 'states.amazonaws.com';
export const LAMBDA = 'lambda.amazonaws.com';
export const S3 = 's3.amazonaws.com';
export const SNS = 'sns.amazonaws.com';
export const SCHEDULER = 'scheduler.amazonaws.com';
export const PIPES = 'pipes.amazonaws.com';
