import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { CatalogSiteError } from './errors.ts';

/** A folder that is being served. */
export interface ServedFolder {
  /** Without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a static site on the loopback interface, as S3 and CloudFront would: `/a` answers `a/index.html`, and a missing file
 * answers 404. Files are read when they are asked for, so a new build shows at once.
 * @param port 0 takes a free one
 * @throws CatalogSiteError `NOT_BUILT` when the folder has no index.html
 */
export const serveFolder = async (folder: string, port = 0): Promise<ServedFolder> => {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new CatalogSiteError('NOT_BUILT', `${folder} has no built site. Run: npm run catalog -- --build`);
  }
  const files = sirv(folder, { dev: true, dotfiles: true, setHeaders: keepHashed });
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`Not found: ${request.url}\n`);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

/** Astro puts a hash of the content into these names, so that a browser need never ask for one again. */
const keepHashed = (response: ServerResponse, path: string): void => {
  if (path.startsWith('/_astro/')) response.setHeader('cache-control', 'public, max-age=31536000, immutable');
};
