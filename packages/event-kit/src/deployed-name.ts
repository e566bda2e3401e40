/** Where something is deployed to. */
export type EnvironmentName = 'dev' | 'prod';

/** The deployed name of something: teams, and people at a terminal, find each other's things by name, never by Terraform outputs. */
export const deployedName = (environment: EnvironmentName, name: string): string => `plumbline-${environment}-${name}`;

/** The bus that all services share. */
export const busName = (environment: EnvironmentName): string => `plumbline-${environment}`;
