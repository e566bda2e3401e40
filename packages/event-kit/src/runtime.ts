/** What runs inside a function. Use cases import nothing from here; handlers (composition roots) do. */

export { directHandler } from './runtime/direct-handler.ts';
export { type EnricherProps, enricher } from './runtime/enricher.ts';
export { environment, resourceName } from './runtime/environment.ts';
export { eventHandler } from './runtime/event-handler.ts';
export { failedConditions, type StoredItem } from './runtime/failed-conditions.ts';
export { httpHandler } from './runtime/http-handler.ts';
export { once } from './runtime/once.ts';
export { batchPublisher, publisher } from './runtime/publisher.ts';
export { queueHandler } from './runtime/queue-handler.ts';
export { currentTraceId } from './runtime/trace-id.ts';
