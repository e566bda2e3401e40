import { AwsError, type AwsRequest } from '@plumbline/local-aws-kernel';
import type { PipeShape } from '../pipe-shape.ts';

/** The body of a request with the name in its path. `checkPipe` refuses unknown members. */
export const readPipeShape = (request: AwsRequest, name: string): PipeShape => {
  try {
    return { ...(JSON.parse(request.body.toString('utf8') || '{}') as Omit<PipeShape, 'Name'>), Name: name };
  } catch (cause) {
    throw new AwsError('SerializationException', 'Could not parse request body into json.', { cause });
  }
};
