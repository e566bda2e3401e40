import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OfflineTerraformError } from './errors.ts';

/** The AWS provider that Terraform gets: the one in this process, or HashiCorp's. */
export type ProviderMode = 'offline' | 'real';

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What `PLUMBLINE_TF_PROVIDER` asks for. @default offline
 *
 * @throws OfflineTerraformError `UNKNOWN_PROVIDER`
 */
export const providerMode = ({ PLUMBLINE_TF_PROVIDER: mode = 'offline' }: Variables): ProviderMode => {
  if (mode === 'offline' || mode === 'real') return mode;
  throw new OfflineTerraformError('UNKNOWN_PROVIDER', `PLUMBLINE_TF_PROVIDER is "${mode}". Set it to "real", or unset it.`);
};

/** The account that the real provider may change, twelve digits. It refuses any other. */
export const deployAccount = ({ PLUMBLINE_TF_ACCOUNT: account }: Variables): string | undefined => {
  if (account === undefined || /^\d{12}$/.test(account)) return account;
  throw new OfflineTerraformError('UNKNOWN_PROVIDER', `PLUMBLINE_TF_ACCOUNT is "${account}". Set it to an account id of twelve digits.`);
};

/** The reason why tests plan and apply nothing, for skipped tests; undefined when they do. Offline runs are free. */
export const whyNotDeployed = (variables: Variables): string | undefined => {
  if (providerMode(variables) === 'offline') return undefined;
  if (!hasCredentials(variables)) return 'PLUMBLINE_TF_PROVIDER=real without AWS credentials: only init and validate';
  if (deployAccount(variables) === undefined) return 'PLUMBLINE_TF_ACCOUNT does not name the account to deploy to: only init and validate';
  return undefined;
};

/** Where the provider looks, https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration */
const hasCredentials = (variables: Variables): boolean =>
  [
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ].some((name) => (variables[name] ?? '') !== '') ||
  existsSync(variables['AWS_SHARED_CREDENTIALS_FILE'] ?? join(variables['HOME'] ?? '', '.aws/credentials'));
