import { EventKitError } from './errors.ts';

/** A deployment environment. */
export const ENVIRONMENT_NAMES = ['dev', 'prod'] as const;

export type EnvironmentName = (typeof ENVIRONMENT_NAMES)[number];

/** The environment that `PLUMBLINE_ENVIRONMENT` names; `dev` when it is not set. */
export const environmentName = ({ PLUMBLINE_ENVIRONMENT: name = 'dev' }: Readonly<Record<string, string | undefined>>): EnvironmentName => {
  const known = ENVIRONMENT_NAMES.find((each) => each === name);
  if (known !== undefined) return known;
  throw new EventKitError(
    'INVALID_DECLARATION',
    `PLUMBLINE_ENVIRONMENT is "${name}", which is unknown. Use one of ${ENVIRONMENT_NAMES.join(', ')}.`,
  );
};

/** The deployed name of a resource. Teams and developers find each other's resources by name, never by Terraform outputs. */
export const deployedName = (environment: EnvironmentName, name: string): string => `plumbline-${environment}-${name}`;

/** The bus that all services share. */
export const busName = (environment: EnvironmentName): string => `plumbline-${environment}`;
