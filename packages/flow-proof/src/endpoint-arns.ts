import type { Endpoint } from '@plumbline/topology';
import type { Proof } from './flow-system.ts';

/**
 * The ARNs of an endpoint, one for each stage of its API.
 *
 * @returns an empty list when no stage is declared, or the API is not
 */
export const stageArns = ({ at, where }: Proof, { stack, address, arn }: Endpoint): readonly string[] => {
  if (arn.includes('${')) return [];
  const api = at({ stack, address })?.values.rest_api_id;
  return where('aws_api_gateway_stage', 'rest_api_id', api ?? null).map(({ values }) =>
    arn.replace('/*/', () => `/${String(values.stage_name)}/`),
  );
};

/** Whether an ARN belongs to an endpoint, in any stage. `ANY` and `{parameters}` match any value. */
export const isEndpointArn = ({ arn }: Endpoint, called: string): boolean => {
  const [api = '', method = ''] = arn.split('/*/');
  const source = method
    .replace(/^ANY\//, '*/')
    .split(/(\{[^{}/]+\+\}|\{[^{}/]+\}|\*)/)
    .map((part, index) => (index % 2 === 0 ? literal(part) : part.endsWith('+}') ? '.+' : '[^/]+'))
    .join('');
  return new RegExp(`^${literal(api)}/[^/]+/${source}$`).test(called);
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
