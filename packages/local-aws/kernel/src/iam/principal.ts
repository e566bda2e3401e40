/** Who makes a call. */
export type Principal =
  /** A person at the laptop: no role is deployed for them, so nothing is refused. */
  | { readonly kind: 'operator' }
  /** A deployed role, assumed by a function or by an AWS service; `sessionArn` is what AWS shows in errors. */
  | { readonly kind: 'role'; readonly roleArn: string; readonly sessionArn: string }
  /** Nobody: the request carried no signature. */
  | { readonly kind: 'anonymous' };
