import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What `npx turbo run synth` made; turbo runs it before these tests. */
export const CDKTF_OUT = fileURLToPath(new URL('../../../infra/cdktf.out', import.meta.url));

export const stackDirectory = (name: string): string => `${CDKTF_OUT}/stacks/${name}`;

/** The stack whose bus the others put their rules on. */
export const PLATFORM = 'platform';

/** In the order in which they can be applied. */
export const STACK_NAMES: readonly string[] = [
  PLATFORM,
  ...readdirSync(stackDirectory(''))
    .filter((name) => name !== PLATFORM)
    .sort(),
];
