import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What `npx turbo run synth` made; turbo runs it before these tests. */
export const CDKTF_OUT = fileURLToPath(new URL('../../../infra/cdktf.out', import.meta.url));

export const stackDirectory = (name: string): string => `${CDKTF_OUT}/stacks/${name}`;

export const STACK_NAMES: readonly string[] = readdirSync(stackDirectory('')).sort();
