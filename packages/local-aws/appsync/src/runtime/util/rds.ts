/** The answer of the Data API of RDS, as its data source returns it. */
interface SqlResponse {
  readonly sqlStatementResults: readonly SqlResult[];
}
interface SqlResult {
  readonly columnMetadata?: readonly { readonly label?: string; readonly name?: string }[];
  readonly records?: readonly (readonly Readonly<Record<string, unknown>>[])[];
}

/** `util.rds`: https://docs.aws.amazon.com/appsync/latest/devguide/rds-helpers-in-util-rds-js.html */
export const rds = {
  /** The rows of each statement, as objects. */
  toJsonObject: (response: string | SqlResponse): readonly (readonly object[])[] => {
    const { sqlStatementResults } = typeof response === 'string' ? (JSON.parse(response) as SqlResponse) : response;
    return sqlStatementResults.map(({ columnMetadata = [], records = [] }) =>
      records.map((record) =>
        Object.fromEntries(
          record.map((column, at) => [columnMetadata[at]?.label ?? columnMetadata[at]?.name ?? String(at), columnValue(column)]),
        ),
      ),
    );
  },
};

/** A column has one member, named by its type; `isNull` has no value. */
const columnValue = (column: Readonly<Record<string, unknown>>): unknown => {
  const [[type, value] = ['', null]] = Object.entries(column) as [string, unknown][];
  return type === 'isNull' ? null : value;
};
