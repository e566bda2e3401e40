import { type AwsService, restError, restService } from '@plumbline/local-aws-kernel';
import type { AppSyncContext } from '../appsync-context.ts';

/** AppSync's API: https://docs.aws.amazon.com/appsync/latest/APIReference/Welcome.html */
export const controlService = (_context: AppSyncContext): AwsService =>
  restService({
    signingName: 'appsync',
    routes: [],
    errorAnswer: (error) => restError(error, { message: error.message, ...error.fields }),
  });
