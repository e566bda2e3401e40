import type { Principal } from '@plumbline/local-aws-kernel';
import type { AuthMode } from './auth/auth-mode.ts';
import type { Json } from './json.ts';

/** The caller of an API, authorized for one of its modes. */
export interface Caller {
  readonly mode: AuthMode;
  /** `ctx.identity`: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html */
  readonly identity: Json;
  /** Of user pools. */
  readonly groups: readonly string[];
  /** Of IAM. */
  readonly principal: Principal;
  /** `Type.field` or the field's ARN, refused by the function that authorized the request. */
  readonly deniedFields: ReadonlySet<string>;
}
