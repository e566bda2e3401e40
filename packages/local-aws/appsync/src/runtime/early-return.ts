import type { Json } from '../json.ts';

/** Ends a handler with a result: https://docs.aws.amazon.com/appsync/latest/devguide/runtime-utils-js.html */
export class EarlyReturn {
  readonly value: Json;
  readonly skipTo: 'END' | 'NEXT';

  constructor(value: Json, skipTo: 'END' | 'NEXT') {
    this.value = value;
    this.skipTo = skipTo;
  }
}
