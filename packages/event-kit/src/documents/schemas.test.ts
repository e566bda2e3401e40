import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TableSet } from '../../test/contracts.ts';
import { defineEvent } from '../define-event.ts';
import { measured } from '../measured.ts';
import { eventSchema } from './event-schema.ts';
import { registrySchema } from './registry-schema.ts';

const ColdRoomMeasured = defineEvent({
  eventType: 'ColdRoomMeasured',
  detailType: 'cold-room-measured',
  source: 'plumbline.kitchen',
  version: '2.1',
  summary: 'The cold room told its temperature.',
  owner: 'kitchen-team',
  data: z.object({
    temperature: measured(z.number(), { unit: 'celsius', meaning: 'Temperature of the air in the cold room' }),
    note: z.string().nullable().optional(),
  }),
  examples: [],
  deprecated: { since: '2026-12-01', sunset: '2027-03-01', reason: 'Use v3.' },
});

describe('the published schema of an event', () => {
  const schema = eventSchema(ColdRoomMeasured);

  it('when it is made, then it names the event and its version, and has no $ref', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:plumbline:schema:ColdRoomMeasured:2.1',
      title: 'ColdRoomMeasured',
      required: ['Metadata', 'Data'],
    });
    expect(JSON.stringify(schema)).not.toContain('$ref');
  });

  it('when a property is measured, then unit and meaning are in it', () => {
    expect(schema).toMatchObject({
      properties: {
        Data: {
          properties: {
            temperature: {
              type: 'number',
              'x-unit': 'celsius',
              'x-meaning': 'Temperature of the air in the cold room',
              description: 'Temperature of the air in the cold room, in celsius.',
            },
          },
          required: ['temperature'],
        },
      },
    });
  });

  it('when it is made, then it is open to what consumers ignore, and takes its own major only', () => {
    expect(JSON.stringify(schema)).not.toContain('additionalProperties');
    expect(schema).toMatchObject({
      properties: { Metadata: { properties: { event_type: { const: 'ColdRoomMeasured' }, event_version: { pattern: '^2\\.\\d+$' } } } },
    });
  });

  it('when the major is deprecated, then it says until when', () => {
    expect(schema).toMatchObject({ deprecated: true, 'x-deprecated': { sunset: '2027-03-01' } });
    expect(eventSchema(TableSet)).not.toHaveProperty('deprecated');
  });

  it('when a contract has what JSON Schema can’t say, then it is refused rather than left out', () => {
    expect(() => eventSchema({ ...TableSet, data: z.object({ at: z.date() }) as never })).toThrowError(/Date/);
  });
});

describe('the schema for the EventBridge schema registry', () => {
  it('when it is made, then it is OpenAPI 3 of the whole event, with AWS’s marks', () => {
    expect(registrySchema(TableSet)).toMatchObject({
      openapi: '3.0.0',
      info: { title: 'TableSet', version: '1.2' },
      components: {
        schemas: {
          AWSEvent: {
            'x-amazon-events-detail-type': 'table-set',
            'x-amazon-events-source': 'plumbline.kitchen',
            properties: { detail: { $ref: '#/components/schemas/TableSet' } },
          },
          TableSet: { type: 'object', required: ['Metadata', 'Data'] },
        },
      },
    });
  });

  it('when a property may be null, then it is said as OpenAPI 3.0 says it', () => {
    const text = JSON.stringify(registrySchema(ColdRoomMeasured));
    expect(text).toContain('"nullable":true');
    expect(text).not.toContain('"const"');
  });
});
