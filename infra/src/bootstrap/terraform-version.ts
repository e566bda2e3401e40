import { readFileSync } from 'node:fs';

/** The Terraform version of the tests. tfenv and the workflows read the same file. */
export const TERRAFORM_VERSION = readFileSync(new URL('../../../.terraform-version', import.meta.url), 'utf8').trim();
