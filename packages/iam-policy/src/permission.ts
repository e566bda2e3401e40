/** The permission that a call needs: an action on a resource, with the request's condition keys. */
export interface Permission {
  /** For example `dynamodb:PutItem`. */
  readonly action: string;
  /** An ARN, or `*` for actions without a resource type. */
  readonly resource: string;
  /** Condition keys of this request, such as `events:source`; a list for multi-valued keys. */
  readonly conditionKeys?: Readonly<Record<string, string | readonly string[]>>;
}
