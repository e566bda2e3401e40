import { SalesReport } from '@plumbline/contracts-stores';
import { describe, expect, it } from 'vitest';
import { drawReport } from './draw-report.ts';
import { createReportSales, type Total } from './report-sales.ts';

const SALES: readonly Total[] = [
  { dimension: 'all', name: '', cents: 4_950, events: 1_003 },
  { dimension: 'store', name: 'store_1', cents: -50, events: 1 },
  { dimension: 'store', name: 'store_2', cents: 5_000, events: 1_002 },
  { dimension: 'category', name: 'Books', cents: 4_950, events: 1_003 },
  { dimension: 'day', name: '2026-11-22', cents: 4_950, events: 1_000 },
  { dimension: 'day', name: '2026-11-21', cents: 0, events: 3 },
];
const REJECTED: readonly Total[] = [
  { dimension: 'all', name: '', cents: 0, events: 7 },
  { dimension: 'reason', name: 'store_id_missing', cents: 0, events: 7 },
  { dimension: 'day', name: '2026-11-21', cents: 0, events: 7 },
];

const report = createReportSales({ readTotals: async (of) => ({ sales: SALES, inventory: [], rejected: REJECTED })[of] });

describe('report-sales', () => {
  it('when it is asked, then it answers as its contract says, the largest first and days in order', async () => {
    const answer = await report({ of: 'sales' });
    expect(SalesReport.result.parse(answer)).toEqual(answer);
    expect(answer.by_store.map(({ store_id }) => store_id)).toEqual(['store_2', 'store_1']);
    expect(answer.by_day.map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-22']);
    expect(answer.rejected).toEqual([{ reason: 'store_id_missing', events: 7 }]);
  });
});

describe('the drawn report', () => {
  it('then amounts stand in columns, and bars begin at zero, to the left what came back', async () => {
    expect(drawReport(await report({ of: 'sales' }))).toEqual([
      'sales: 49.50 in 1,003 events',
      '7 reports could not be read: store_id_missing',
      '',
      'store    amount  events',
      `store_2   50.00    1002  ${'█'.repeat(39)}▋`,
      'store_1   -0.50       1',
      '',
      'category  amount  events',
      `Books      49.50    1003  ${'█'.repeat(40)}`,
      '',
      'day         amount  events',
      '2026-11-21    0.00       3',
      `2026-11-22   49.50    1000  ${'█'.repeat(40)}`,
    ]);
  });

  it('when more came back than was sold, then the bar reaches to the left, and others begin where it ends', () => {
    const by_store = [
      { store_id: 'a', cents: 100, events: 1 },
      { store_id: 'b', cents: -300, events: 1 },
    ];
    const lines = drawReport({ of: 'sales', all: { cents: -200, events: 2 }, by_store, by_category: [], by_day: [], rejected: [] });
    expect(lines[3]).toBe(`a        1.00       1  ${' '.repeat(30)}${'█'.repeat(10)}`);
    expect(lines[4]).toBe(`b       -3.00       1  ${'░'.repeat(30)}`);
  });

  it('when nothing was counted, then it says what to do', async () => {
    expect(drawReport(await report({ of: 'inventory' }))[0]).toBe('No inventory counted yet. Have some reported: plumb stores produce');
  });
});
