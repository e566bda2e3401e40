/** Published schemas, the compatibility of declared contracts with them, and the users of each version. */

export { COMPATIBILITIES, type Compatibility, type ContractCheck, checkContracts } from './check-contracts.ts';
export { checkVersions, type VersionCheck } from './check-versions.ts';
export { commandHandlers, commandQueue, commandSenders } from './command-usage.ts';
export { ContractGateError, type ContractGateErrorCode } from './errors.ts';
export type { Finding, FindingCode } from './finding.ts';
export { publishSchemas } from './publish-schemas.ts';
export { type Domain, readContracts } from './read-contracts.ts';
export { byVersion, type PublishedVersion, schemaFile } from './read-published.ts';
export {
  type Consumer,
  consumptionsOf,
  knownOf,
  nameUser,
  publishesMajor,
  type User,
  userOf,
  type VersionUsage,
  versionUsage,
} from './version-usage.ts';
