import { type Browser, chromium } from 'playwright-core';
import { CatalogSiteError } from './errors.ts';
import { findChromium } from './find-chromium.ts';

/** Chromium goes to this machine directly, and to every other through the proxy; nothing listens on the discard port. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * Starts this machine's Chromium without a window. It cannot reach any other machine.
 * @param namesOfThisMachine host names that lead it to 127.0.0.1
 * @throws CatalogSiteError `NO_CHROMIUM`
 */
export const openChromium = async (env: NodeJS.ProcessEnv = process.env, namesOfThisMachine: readonly string[] = []): Promise<Browser> => {
  const executablePath = findChromium(env);
  if (executablePath === undefined) {
    throw new CatalogSiteError('NO_CHROMIUM', 'Chromium is not installed. Install it (Debian: apt install chromium) or set CHROMIUM_PATH.');
  }
  // Chromium refuses to start its sandbox for root, which is who runs in most containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const names = namesOfThisMachine.map((name) => `MAP ${name} 127.0.0.1`).join(', ');
  return chromium.launch({
    executablePath,
    args: [...args, '--disable-dev-shm-usage', ...(names === '' ? [] : [`--host-resolver-rules=${names}`])],
    proxy: { server: NOWHERE, bypass: ['127.0.0.1', ...namesOfThisMachine].join(',') },
  });
};
