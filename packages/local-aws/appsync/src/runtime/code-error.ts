/**
 * A position of code that AppSync refuses.
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_CodeError.html
 */
export interface CodeError {
  /** `PARSER_ERROR` for text that is not a module, `LINT_ERROR` for a construct outside the subset, `RUNTIME_ERROR` while it runs. */
  readonly errorType: 'PARSER_ERROR' | 'LINT_ERROR' | 'RUNTIME_ERROR';
  readonly value: string;
  readonly location?: { readonly line: number; readonly column: number; readonly span: number };
}

export const codeErrorText = ({ value, location }: CodeError): string =>
  location === undefined ? value : `${location.line}:${location.column} ${value}`;
