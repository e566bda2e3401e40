/** The answer of a use case behind an HTTP endpoint. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}
