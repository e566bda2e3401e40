/** Helpers for resolvers of GraphQL APIs, which run in AppSync's APPSYNC_JS runtime and import nothing else of event-kit but types. */
export { type HttpRequest, type SentCommand, sendCommand } from './graphql/send-command.ts';
