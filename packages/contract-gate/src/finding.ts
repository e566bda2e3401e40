/** What a check found. One code stands for one rule. */
export interface Finding<Code extends string = FindingCode> {
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  /** What it is about: `OrderAccepted 1.1`. */
  readonly subject: string;
  /** The file to look at, relative to the repository. */
  readonly file: string;
  /** The defect, in whole sentences. */
  readonly why: string;
  /** How to fix it. */
  readonly fix: string;
}

export type FindingCode =
  /** A declared version has no published schema. */
  | 'SCHEMA_NOT_PUBLISHED'
  /** The published schema's words differ from the contract's; what it allows is the same. */
  | 'SCHEMA_OUTDATED'
  /** A published version was changed. It would have been allowed as a new minor. */
  | 'VERSION_CHANGED'
  /** A change that breaks consumers or events of the same major. */
  | 'BREAKING_CHANGE'
  /** The contract's version is older than what is published. */
  | 'VERSION_BEHIND'
  /** A published major is gone before its sunset, or while it has consumers. */
  | 'MAJOR_REMOVED'
  /** A deprecated major has consumers. */
  | 'DEPRECATED_IN_USE'
  /** The grace period of a deprecated major is over, and it has consumers. */
  | 'SUNSET_PASSED'
  /** The grace period of a deprecated major is over, and nobody needs it. */
  | 'SUNSET_UNUSED'
  /** A function subscribes to a version that nobody publishes. */
  | 'NO_PRODUCER'
  /** A rule takes an event that no contract declares. */
  | 'NO_CONTRACT';
