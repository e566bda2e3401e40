import type { AwsRequest, Members } from '@plumbline/local-aws-kernel';
import { invalidParameter, validation } from './check-member.ts';

/** Refuses unsupported parameters by name, because ignoring them would change the outcome. */
export const allow = (body: Members, operation: string, ...names: readonly string[]): void => {
  const [unknown] = body.others(...names);
  if (unknown !== undefined) throw invalidParameter(`local-aws does not support the parameter ${unknown} of ${operation}.`);
};

/** Only the unpublished version exists. */
export const checkQualifier = (request: AwsRequest): void => {
  const qualifier = request.query.get('Qualifier');
  if (qualifier === null || qualifier === '$LATEST') return;
  throw invalidParameter(`local-aws does not support versions and aliases, such as the qualifier ${qualifier}.`);
};

/** Throws ValidationException when a required member is missing. */
export const required = <T>(member: string, value: T | undefined): T => {
  if (value !== undefined) return value;
  throw validation(member, undefined, 'not be null');
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
const PAGE_DEFAULT = 100;

/** One page of `items`; the marker is the number of the next one. */
export const pageOf = <T>(request: AwsRequest, items: readonly T[]): { readonly page: readonly T[]; readonly NextMarker?: string } => {
  const marker = request.query.get('Marker') ?? '0';
  if (!/^\d+$/.test(marker)) throw validation('marker', marker, 'be a marker that was answered before');
  const from = Number(marker);
  const to = from + Number(request.query.get('MaxItems') ?? PAGE_DEFAULT);
  return { page: items.slice(from, to), ...(to < items.length ? { NextMarker: String(to) } : {}) };
};
