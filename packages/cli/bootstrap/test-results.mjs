import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The workspaces' test results, as vitest wrote them or the Turborepo cache brought them back. Paths relative to `root`. */
export const globSync = (root) =>
  [
    'infra',
    ...['apps', 'packages', 'packages/contracts', 'services'].flatMap((parent) =>
      existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => join(parent, name)) : [],
    ),
  ]
    .map((workspace) => join(workspace, '.plumbline', 'test-results.json'))
    .filter((file) => existsSync(join(root, file)));
