import { z } from 'zod';
import { wireSchema } from '../define-event.ts';
import type { EventContract } from '../event-contract.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html */
export const REGISTRY_SCHEMA_TYPE = 'OpenApi3';

const text = { type: 'string' } as const;
/** What EventBridge adds to every event, https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const ENVELOPE = {
  account: text,
  'detail-type': text,
  id: text,
  region: text,
  resources: { type: 'array', items: text },
  source: text,
  time: { type: 'string', format: 'date-time' },
  version: text,
} as const;

/**
 * An event in the form of the EventBridge schema registry: an OpenAPI 3.0 document of the whole event, with the extensions from which
 * AWS's code bindings read source and detail-type.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema-create.html
 */
export const registrySchema = (contract: EventContract): Readonly<Record<string, unknown>> => {
  const { $schema: _, ...detail } = z.toJSONSchema(wireSchema(contract), { target: 'openapi-3.0', io: 'input', reused: 'inline' });
  return {
    openapi: '3.0.0',
    info: { title: contract.eventType, version: contract.version, description: contract.summary },
    paths: {},
    components: {
      schemas: {
        AWSEvent: {
          type: 'object',
          required: [...Object.keys(ENVELOPE), 'detail'],
          'x-amazon-events-detail-type': contract.detailType,
          'x-amazon-events-source': contract.source,
          properties: { ...ENVELOPE, detail: { $ref: `#/components/schemas/${contract.eventType}` } },
        },
        [contract.eventType]: detail,
      },
    },
  };
};
