export type CatalogErrorCode =
  /** Front matter that is no YAML. */
  | 'INVALID_FRONT_MATTER'
  /** A decision record without status, date or heading. */
  | 'INVALID_DECISION'
  /** A glossary that is not made of domains with words. */
  | 'INVALID_GLOSSARY'
  /** A service says that it belongs to a domain that has no contracts. */
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
