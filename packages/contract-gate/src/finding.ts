/** A finding of a check. One code identifies one rule. */
export interface Finding<Code extends string = FindingCode> {
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  /** The subject, such as `OrderAccepted 1.1`. */
  readonly subject: string;
  /** The file of the finding, relative to the repository. */
  readonly file: string;
  /** The defect, in whole sentences. */
  readonly why: string;
  /** How to fix it. */
  readonly fix: string;
}

export type FindingCode =
  /** A declared version has no published schema. */
  | 'SCHEMA_NOT_PUBLISHED'
  /** The descriptions of the published schema differ from the contract's; both allow the same events. */
  | 'SCHEMA_OUTDATED'
  /** A published version was changed. The change is allowed only as a new minor version. */
  | 'VERSION_CHANGED'
  /** A change breaks consumers or events of the same major version. */
  | 'BREAKING_CHANGE'
  /** The contract's version is older than the published one. */
  | 'VERSION_BEHIND'
  /** A published major version was removed before its sunset, or while it has consumers. */
  | 'MAJOR_REMOVED'
  /** A deprecated major version has consumers. */
  | 'DEPRECATED_IN_USE'
  /** The grace period of a deprecated major version is over, and it has consumers. */
  | 'SUNSET_PASSED'
  /** The grace period of a deprecated major version is over, and it has no consumer. */
  | 'SUNSET_UNUSED'
  /** A function subscribes to a version that no function publishes. */
  | 'NO_PRODUCER'
  /** A rule matches an event that no contract declares. */
  | 'NO_CONTRACT';
