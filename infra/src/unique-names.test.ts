import { defineFunction, defineService, defineTable, may } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import { SERVICES } from './services.ts';
import { checkUniqueNames } from './unique-names.ts';

const withTable = (service: string, table: string) => {
  const fn = defineFunction({
    name: `${service}-cook`,
    summary: '',
    byHand: true,
    uses: [may(defineTable({ name: table, partitionKey: 'id' }), 'GetItem')],
  });
  return defineService({ name: service, domain: 'kitchen', team: 'cooks', summary: '', functions: [fn] });
};

describe('names of what services deploy', () => {
  it('when two services have a table of one name, then the error names the table and the services', () => {
    expect(() => checkUniqueNames([withTable('hall', 'dishes'), withTable('stove', 'dishes')])).toThrowError(
      'The services hall and stove both have the table dishes. Rename one of them.',
    );
  });

  it('when each name is unique, then the check passes', () => {
    expect(() => checkUniqueNames([withTable('hall', 'dishes'), withTable('stove', 'pots')])).not.toThrow();
    expect(() => checkUniqueNames(SERVICES)).not.toThrow();
  });
});
