import { isDeepStrictEqual } from 'node:util';
import { doubledReports } from '../test/store-sales/doubled-reports.ts';
import { outcomeOf } from '../test/store-sales/outcome.ts';

const REPORTS = 10_000;
const SEED = 20_261_121;

/** The long form of the stores' test: ten thousand reports, every event twice, and totals to the cent. */
export const benchStores = async (say: (line: string) => void): Promise<void> => {
  const startMs = performance.now();
  const system = await doubledReports(REPORTS, SEED);
  const seconds = Math.round((performance.now() - startMs) / 1_000);
  const { reports, bad, checks } = await outcomeOf(system);
  const wrong = checks.filter(({ is, shouldBe }) => !isDeepStrictEqual(is, shouldBe));
  await system.stop();
  say(
    `stores   ${reports} reports, ${bad} of them bad, every event twice: ${checks.length - wrong.length} of ${checks.length} checks hold; ${seconds} s`,
  );
  for (const { what } of wrong) say(`         does not hold: ${what}`);
  if (wrong.length > 0 || reports !== REPORTS) process.exitCode = 1;
};
