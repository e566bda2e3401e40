import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What `npx turbo run synth` made; turbo runs it before these tests. */
export const CDKTF_OUT = fileURLToPath(new URL('../../../infra/cdktf.out', import.meta.url));

export const stackDirectory = (name: string): string => `${CDKTF_OUT}/stacks/${name}`;

/** The stack whose bus the others put their rules on. */
export const PLATFORM = 'platform';

const { stacks } = JSON.parse(readFileSync(`${CDKTF_OUT}/manifest.json`, 'utf8')) as { readonly stacks: object };

/**
 * In the order in which they can be applied. The manifest names what is declared; Turborepo's cache, which brings the folder back,
 * leaves beside it what another branch declared.
 */
export const STACK_NAMES: readonly string[] = [
  PLATFORM,
  ...Object.keys(stacks)
    .filter((name) => name !== PLATFORM)
    .sort(),
];
