/** The runtime inside functions. Only handlers (composition roots) import it; use cases do not. */

export { type EnricherProps, enricher } from './runtime/enricher.ts';
export { environment, mailAddress, queueUrl, resourceName, topicArn, workflowArn } from './runtime/environment.ts';
export { failedConditions, type StoredItem } from './runtime/failed-conditions.ts';
export { graphqlCaller } from './runtime/graphql-caller.ts';
export { type ImplementOptions, implement, type Tools } from './runtime/implement.ts';
export { batchPublisher, publisher } from './runtime/publisher.ts';
export { currentTraceId } from './runtime/trace-id.ts';
