import { describe, expect, it } from 'vitest';
import { derivedCauseId, derivedEventId } from './event-id.ts';

const CAUSE = '0e3c948f-06ec-4a4d-b3db-5aacd2a63631';

describe('derivedEventId', () => {
  it('when cause, type and part are the same, then the id is the same, on every machine and for ever', () => {
    expect(derivedEventId(CAUSE, 'OrderAccepted')).toBe('88aab5b7-578a-5f0f-8cd7-a71aa630470d');
  });

  it('when the cause, the type or the part differs, then so does the id', () => {
    const ids = [
      derivedEventId(CAUSE, 'OrderAccepted'),
      derivedEventId(CAUSE, 'OrderCreated'),
      derivedEventId(CAUSE, 'OrderAccepted', '2'),
      derivedEventId('20f5149e-ac4d-464e-9c3c-c64db38b99a4', 'OrderAccepted'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('when it is made, then it is a UUID of version 5', () => {
    expect(derivedEventId(CAUSE, 'OrderAccepted')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('derivedCauseId', () => {
  it('when the parts are cut elsewhere, then the id is another', () => {
    expect(derivedCauseId('a', 'bc')).not.toBe(derivedCauseId('ab', 'c'));
  });
});
