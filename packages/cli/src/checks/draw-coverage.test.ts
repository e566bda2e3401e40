import type { Coverage } from '@plumbline/flow-proof';
import { describe, expect, it } from 'vitest';
import { drawCoverage } from './draw-coverage.ts';

const event = (more: Partial<Coverage>, terminal?: string): Coverage => ({
  arrival: { bus: 'hall', contract: { eventType: 'TableSet', version: '1.2', terminal } as never, producers: [] },
  consumers: [],
  fields: [],
  ...more,
});
// Colours differ between terminals.
const drawn = (coverage: readonly Coverage[]): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  drawCoverage(coverage, (name) => name.replace('dev-', '')).replace(/\u001b\[\d+m/g, '');

describe('the coverage matrix', () => {
  it('when consumers share an event, then each value has a row, and a hole is marked', () => {
    const rows = [
      { value: 'inside', consumers: ['dev-serve'] },
      { value: 'outside', consumers: ['dev-carry'] },
      { value: 'roof', consumers: [] },
    ];
    const fields = [{ name: 'where', rows, always: ['dev-count'], isShared: true }];
    expect(drawn([event({ consumers: ['dev-carry', 'dev-count', 'dev-serve'], fields })])).toBe(
      [
        'TableSet v1 on hall  -> carry, count, serve',
        '  where    carry  count  serve',
        '  inside   ·      ●      ●    ',
        '  outside  ●      ●      ·    ',
        '✗ roof     ·      ●      ·      no consumer selects it',
        '',
      ].join('\n'),
    );
  });

  it('when consumers only leave out values that no rule names, then the matrix has no hole', () => {
    const rows = [
      { value: 'inside', consumers: ['dev-serve'] },
      { value: 'outside', consumers: [] },
    ];
    expect(drawn([event({ consumers: ['dev-serve'], fields: [{ name: 'where', rows, always: [], isShared: false }] })])).not.toContain('✗');
  });

  it.each([
    ['it ends a way', 'It ends the evening.', 'ends here: It ends the evening.'],
    ['no function consumes it', undefined, 'no consumer'],
  ])('when %s, then the title shows it', (_, terminal, text) => {
    expect(drawn([event({}, terminal)])).toBe(`TableSet v1 on hall  ${text}\n`);
  });
});
