import { type AwsRequest, type KnownMembers, unsupportedMember } from '@plumbline/local-aws-kernel';
import { badRequest } from './errors.ts';

/** The body of a request. A member that local-aws does not support is refused by name. */
export const readBody = <T extends object>(request: AwsRequest, known: KnownMembers): T => {
  const body = parse(request.body.toString('utf8'));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('The request body is not a JSON object.');
  const unsupported = unsupportedMember(body, known);
  if (unsupported !== undefined) throw badRequest(`local-aws does not support the member ${unsupported} of ${request.operation}.`);
  return body as T;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw badRequest('Could not parse request body into json.');
  }
};

export const required = <T>(name: string, value: T | undefined): T => {
  if (value === undefined || value === null) throw badRequest(`The member ${name} is required.`);
  return value;
};
