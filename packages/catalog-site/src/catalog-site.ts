import { once } from 'node:events';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { buildSite } from './build/build-site.ts';
import { catalogFolders } from './build/catalog-folders.ts';
import { lintPages } from './build/lint-pages.ts';
import { liveSite } from './build/live-site.ts';
import { findChromium } from './find-chromium.ts';
import { openChromium } from './open-chromium.ts';
import { takeScreenshots } from './screenshots.ts';
import { serveFolder } from './serve-folder.ts';

/** EventCatalog's own. */
const DEFAULT_PORT = '3000';

interface Options {
  readonly catalog: string;
  readonly port: string;
  readonly to: string;
}

/** The command `catalog-site`, for the catalog in the current folder unless `--catalog` says otherwise. */
export const catalogSite = (): Command => {
  const program = new Command('catalog-site').description('Builds, serves and checks the EventCatalog site');
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).option('--catalog <folder>', 'the workspace of the catalog', '.');
  command('build', 'build the static site').action(({ catalog }: Options) => buildSite(catalogFolders(catalog)));
  command('lint', 'run EventCatalog’s linter over the pages').action(({ catalog }: Options) => lintPages(catalogFolders(catalog)));
  command('live', 'serve the pages, and update them on changes')
    .option('--port <port>', 'the port to listen on', DEFAULT_PORT)
    .action(({ catalog, port }: Options) => liveSite(catalogFolders(catalog), Number(port)));
  command('serve', 'serve the built site')
    .option('--port <port>', 'the port to listen on; 0 picks a free port', DEFAULT_PORT)
    .action(({ catalog, port }: Options) => serve(catalog, Number(port)));
  command('screenshots', 'take a screenshot of each kind of page of the built site, in light and dark mode')
    .option('--to <folder>', 'the folder for the screenshots', '.site/screenshots')
    .action(({ catalog, to }: Options) => screenshots(catalog, resolve(to)));
  program
    .command('chromium')
    .description('print the path of the Chromium that the checks would use, or nothing')
    .action(() => console.log(findChromium(process.env) ?? ''));
  return program;
};

const serve = async (catalog: string, port: number): Promise<void> => {
  const served = await serveFolder(catalogFolders(catalog).built, port);
  console.log(`The catalog: ${served.url}  (Ctrl-C ends it)`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await served.close();
};

const screenshots = async (catalog: string, folder: string): Promise<void> => {
  const { built } = catalogFolders(catalog);
  const served = await serveFolder(built);
  const browser = await openChromium();
  try {
    for (const file of await takeScreenshots(browser, built, served.url, folder)) console.log(file);
  } finally {
    await browser.close();
    await served.close();
  }
};
