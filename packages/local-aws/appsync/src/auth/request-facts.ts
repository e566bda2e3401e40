import type { JsonObject } from '../json.ts';

/** What the function of AWS_LAMBDA learns about a request. */
export interface RequestFacts {
  readonly requestId: string;
  /** `null` when a WebSocket opens. */
  readonly queryString: string | null;
  readonly operationName: string | null;
  readonly variables: JsonObject;
}
