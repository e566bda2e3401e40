import { readFileSync } from 'node:fs';

/** The Terraform that the tests run with, which tfenv and the workflows take from the same file. */
export const TERRAFORM_VERSION = readFileSync(new URL('../../../.terraform-version', import.meta.url), 'utf8').trim();
