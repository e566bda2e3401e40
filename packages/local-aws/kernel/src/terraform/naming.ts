import type { Resource } from '@plumbline/topology';
import { AwsError } from '../aws-error.ts';

/** AWS's error message, with the name of its resource. */
export const naming = ({ address }: Resource, put: () => void): void => {
  try {
    put();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(error.code, `${address}: ${error.message}`, { status: error.status, cause: error });
  }
};
