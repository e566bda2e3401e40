import { showProgress } from '../src/progress.ts';
import { killAndRestart } from '../test/crash/kill-and-restart.ts';

const ORDERS = 500;
const KILLS = 200;
const SEED = 20_261_121;

/** The long form of the crash test: 200 kills at seeded commits during 500 orders, and not one order lost or captured twice. */
export const benchCrash = async (say: (line: string) => void): Promise<void> => {
  const startMs = performance.now();
  const progress = showProgress('crash');
  const { wrong, captured, deadLetters, killedAtCommit, killedIdle, redriven } = await killAndRestart({
    orders: ORDERS,
    kills: KILLS,
    seed: SEED,
    progress: progress.show,
  });
  progress.end();
  const seconds = Math.round((performance.now() - startMs) / 1_000);
  say(
    `crash    ${killedAtCommit} kills at a commit and ${killedIdle} at rest during ${ORDERS} orders: ${captured} captured, ${wrong.length} wrong histories, ` +
      `${redriven} redriven, ${deadLetters} dead letters left; ${seconds} s`,
  );
  for (const one of wrong) say(`         ${one}`);
  if (wrong.length > 0 || captured !== ORDERS || deadLetters > 0) process.exitCode = 1;
};
