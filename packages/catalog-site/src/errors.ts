export type CatalogSiteErrorCode =
  /** A folder or file that the site is made of is not there, or two of them want the same place. */
  | 'PAGES_MISSING'
  | 'SAME_FILE_TWICE'
  /** EventCatalog is not installed. */
  | 'NOT_INSTALLED'
  /** There is no built site where it was looked for. */
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
