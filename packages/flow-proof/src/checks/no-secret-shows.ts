import { blockOf, isUnresolved, textsOf } from '@plumbline/topology';
import type { Check } from '../draft.ts';

/** No function's environment contains a secret, https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-encryption */
export const noSecretShows: Check = function* ({ all }) {
  for (const fn of all('aws_lambda_function')) {
    const secret = Object.entries(textsOf(blockOf(fn.values, 'environment').variables))
      .filter(([name, value]) => SECRET_VALUE.test(value) || (isSecretName(name) && !isReference(value) && !isUnresolved(value)))
      .map(([name]) => name);
    if (secret.length === 0) continue;
    yield {
      code: 'SECRET_IN_ENVIRONMENT',
      at: fn,
      subject: `function ${String(fn.values.function_name)}`,
      why: `${secret.join(', ')} contains a secret. Every principal with access to the function's configuration or Terraform's state can read it.`,
      fix: 'Keep it in Secrets Manager or Parameter Store, and pass its ARN.',
    };
  }
};

/** Names of variables that contain a secret itself, and not its location or lifetime. */
const SECRET_NAME =
  /(^|_)(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS?)($|_(?!(.*_)?(ARN|NAME|ID|URL|PATH|TABLE|QUEUE|BUCKET|PARAMETER|TTL|LENGTH|SECONDS|ENDPOINT|VERSION)$))/;

const isSecretName = (name: string): boolean => SECRET_NAME.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase());

/** Empty, an ARN, or the path of a parameter: not the secret itself. */
const isReference = (value: string): boolean => /^$|^arn:|^\//.test(value);

/** AWS access keys, PEM blocks, and the tokens of GitHub, Slack and Stripe. */
const SECRET_VALUE =
  /^(AKIA|ASIA)[A-Z0-9]{16}$|-----BEGIN [A-Z ]*PRIVATE KEY|^(ghp|gho|ghs|github_pat)_[A-Za-z0-9_]{20,}|^xox[abprs]-|^(sk|rk)_live_/;
