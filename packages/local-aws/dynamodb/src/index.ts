/** DynamoDB. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { type DynamoDb, openDynamoDb } from './dynamodb.ts';
import { DYNAMODB_TYPES } from './terraform-types.ts';

export const dynamodb: ServiceModule<DynamoDb> = { name: 'dynamodb', terraformTypes: DYNAMODB_TYPES, open: openDynamoDb };
export type { DynamoDb };
