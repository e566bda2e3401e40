/** Sends an operation to a GraphQL API. @returns the response's `data` @throws EventKitError `CALL_FAILED` */
export type CallGraphql = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;
