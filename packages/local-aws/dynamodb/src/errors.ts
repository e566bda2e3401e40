import { AwsError } from '@plumbline/local-aws-kernel';
import type { Item } from './attribute-value.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);

/** @param item the item before the write, if the caller requested it. */
export const conditionalCheckFailed = (item: Item | undefined): AwsError =>
  new AwsError('ConditionalCheckFailedException', 'The conditional request failed', item === undefined ? {} : { fields: { Item: item } });

/** The error of operations on items. */
export const resourceNotFound = (): AwsError => new AwsError('ResourceNotFoundException', 'Requested resource not found');

/** The error of operations on tables. */
export const tableNotFound = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
