export type CatalogSiteErrorCode =
  /** A source folder or file of the site is missing, or two of them have the same path. */
  | 'PAGES_MISSING'
  | 'SAME_FILE_TWICE'
  /** EventCatalog is not installed. */
  | 'NOT_INSTALLED'
  /** The folder has no built site. */
  | 'NOT_BUILT'
  /** No Chromium on this machine. */
  | 'NO_CHROMIUM'
  /** A program of EventCatalog ended with an error. */
  | 'PROGRAM_FAILED';

export class CatalogSiteError extends Error {
  override readonly name = 'CatalogSiteError';
  readonly code: CatalogSiteErrorCode;
  readonly retryable = false;

  constructor(code: CatalogSiteErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
