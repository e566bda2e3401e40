import type { DataSource } from '../graphql-api.ts';

/** Only a function of Lambda can do without code: https://docs.aws.amazon.com/appsync/latest/devguide/direct-lambda-reference.html */
export const needsFunction = (address: string, dataSource: DataSource | undefined): void => {
  if (dataSource === undefined || dataSource.type === 'AWS_LAMBDA') return;
  throw new Error(
    `${address}: a resolver without code needs a data source of Lambda, but ${dataSource.name} is of the type ${dataSource.type}.`,
  );
};
