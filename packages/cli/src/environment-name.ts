import type { EnvironmentName } from '@plumbline/event-kit';

/** The environment that names are made for: `PLUMBLINE_ENVIRONMENT`, as for synth. */
export const environmentName = (): EnvironmentName => {
  const name = process.env.PLUMBLINE_ENVIRONMENT ?? 'dev';
  if (name === 'dev' || name === 'prod') return name;
  throw new Error(`PLUMBLINE_ENVIRONMENT is "${name}"; known are dev, prod.`);
};
