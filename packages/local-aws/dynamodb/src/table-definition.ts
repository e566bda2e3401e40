import type { ScalarType } from './attribute-value.ts';
import type { StreamViewType } from './streams/stream-view-type.ts';

/** A table as Terraform or CreateTable declares it. */
export interface TableDefinition {
  readonly name: string;
  readonly hashKey: string;
  /** @default none: one item per hash key */
  readonly rangeKey?: string;
  /** The type of every attribute that is a key of the table or of an index. */
  readonly attributes: Readonly<Record<string, ScalarType>>;
  /** @default none */
  readonly globalSecondaryIndexes?: readonly IndexDefinition[];
  /** @default none */
  readonly localSecondaryIndexes?: readonly IndexDefinition[];
  /** Items expire at the second since 1970 in this attribute. @default never */
  readonly ttlAttribute?: string;
  /** Changes of items. `label` ends the stream's ARN. @default none; the label is the time at which the stream is enabled */
  readonly stream?: { readonly viewType: StreamViewType; readonly label?: string };
  /** @default false */
  readonly pointInTimeRecovery?: boolean;
  /** @default false */
  readonly deletionProtection?: boolean;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Shown by DescribeTable; nothing is throttled. @default on demand */
  readonly provisionedThroughput?: { readonly readCapacityUnits: number; readonly writeCapacityUnits: number };
}

export interface IndexDefinition {
  readonly name: string;
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** With `INCLUDE`. */
  readonly nonKeyAttributes?: readonly string[];
}
