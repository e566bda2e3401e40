export type CatalogErrorCode =
  /** Front matter is not YAML. */
  | 'INVALID_FRONT_MATTER'
  /** A decision record without status, date or heading. */
  | 'INVALID_DECISION'
  /** The glossary does not consist of domains with words. */
  | 'INVALID_GLOSSARY'
  /** A service declares a domain that has no contracts. */
  | 'UNKNOWN_DOMAIN';

export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  readonly code: CatalogErrorCode;
  readonly retryable = false;

  constructor(code: CatalogErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
