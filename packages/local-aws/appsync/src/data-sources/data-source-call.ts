import type { Principal } from '@plumbline/local-aws-kernel';
import type { Json } from '../json.ts';
import type { ResolverError } from '../resolver-error.ts';

/** A call to a data source, as the request handler of a resolver wrote it. */
export interface DataSourceCall {
  readonly request: Json;
  /** The data source's role. */
  readonly role: Principal;
  readonly traceHeader: string | undefined;
}

/** The answer: a result, and the error that the response handler finds in `ctx.error`. */
export interface DataSourceAnswer {
  readonly result: Json;
  readonly error?: ResolverError;
}
