/** A typed value of DynamoDB, as resolvers write it. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/**
 * `util.dynamodb`: typed values from plain ones. A missing value gives `null`, as on AWS.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html
 */
export const dynamodbValues = {
  toDynamoDB: (value: unknown): AttributeValue => toDynamoDB(value),
  toString: (value?: unknown) => given(value, (it) => ({ S: String(it) })),
  toStringSet: (value?: unknown) => given(value, (it) => ({ SS: listOf(it).map(String) })),
  toNumber: (value?: unknown) => given(value, (it) => ({ N: String(it) })),
  toNumberSet: (value?: unknown) => given(value, (it) => ({ NS: listOf(it).map(String) })),
  toBinary: (value?: unknown) => given(value, (it) => ({ B: String(it) })),
  toBinarySet: (value?: unknown) => given(value, (it) => ({ BS: listOf(it).map(String) })),
  toBoolean: (value?: unknown) => given(value, (it) => ({ BOOL: Boolean(it) })),
  toNull: () => ({ NULL: null }),
  toList: (value?: unknown) => given(value, (it) => ({ L: listOf(it).map(toDynamoDB) })),
  toMap: (value?: unknown) => given(value, (it) => ({ M: toMapValues(it as object) })),
  toMapValues: (value?: unknown) => given(value, (it) => toMapValues(it as object)),
  toS3Object: (key: string, bucket: string, region: string, version?: string) =>
    toDynamoDB(JSON.stringify({ s3: { key, bucket, region, ...(version === undefined ? {} : { version }) } })),
  fromS3ObjectJson: (text: string): unknown => (JSON.parse(text) as { readonly s3?: unknown }).s3 ?? null,
};

const given = <T>(value: unknown, convert: (value: unknown) => T): T | null =>
  value === undefined || value === null ? null : convert(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [value]);

export const toDynamoDB = (value: unknown): AttributeValue => {
  if (value === null || value === undefined) return { NULL: null };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: (value as readonly unknown[]).map(toDynamoDB) };
  return isSet(value) ? value : { M: toMapValues(value as object) };
};

export const toMapValues = (value: object): Readonly<Record<string, AttributeValue>> =>
  Object.fromEntries(
    Object.entries(value as Record<string, unknown>)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, toDynamoDB(item)]),
  );

/** `toStringSet` and its siblings may stand inside a plain object. */
const isSet = (value: unknown): value is AttributeValue => {
  const [[name, items] = [], ...others] = Object.entries(value as object) as [string, unknown][];
  return others.length === 0 && (name === 'SS' || name === 'NS' || name === 'BS') && Array.isArray(items);
};
