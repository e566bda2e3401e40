/** What a use case behind an HTTP endpoint answers. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}
