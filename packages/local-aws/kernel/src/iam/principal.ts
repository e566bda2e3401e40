/** The caller of an operation. */
export type Principal =
  /** The operator of the laptop: without a deployed role, so every call is allowed. */
  | { readonly kind: 'operator' }
  /** A deployed role, assumed by a function or by an AWS service; `sessionArn` is what AWS shows in errors. */
  | { readonly kind: 'role'; readonly roleArn: string; readonly sessionArn: string }
  /** An anonymous caller: the request has no signature. */
  | { readonly kind: 'anonymous' };
