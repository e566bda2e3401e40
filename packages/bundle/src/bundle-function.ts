import { basename } from 'node:path';
import { build } from 'esbuild';
import { zip } from './zip.ts';

/** CommonJS dependencies call `require`, which ESM bundles do not have. */
const REQUIRE_FOR_COMMONJS = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * Bundles one function, AWS SDK included, into the zip that is deployed: `index.mjs`, a chunk for its dynamic imports, and
 * their source maps.
 * The same sources give the same bytes on every machine.
 *
 * @param entry the handler's path, relative to `directory`, or absolute.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
 */
export const bundleFunction = async (directory: string, entry: string): Promise<Buffer> => {
  const result = await build({
    absWorkingDir: directory,
    entryPoints: [entry],
    outdir: '.',
    entryNames: 'index',
    chunkNames: 'chunk-[hash]',
    outExtension: { '.js': '.mjs' },
    // Dynamic imports become separate files, which a cold start does not read.
    splitting: true,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    keepNames: true,
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    banner: { js: REQUIRE_FOR_COMMONJS },
    logLevel: 'silent',
  });
  return zip(new Map(result.outputFiles.map((file) => [basename(file.path), file.contents])));
};
