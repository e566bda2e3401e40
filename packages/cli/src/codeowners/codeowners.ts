import type { Domain } from '@plumbline/contract-gate';
import type { Service } from '@plumbline/topology';

export interface Ownership {
  /** The GitHub organisation whose teams are named. */
  readonly organization: string;
  /** Every stack with its team. */
  readonly services: readonly Pick<Service, 'name' | 'team'>[];
  readonly domains: readonly Pick<Domain, 'name' | 'folder' | 'contracts'>[];
  /** Whether a file or folder exists in the repository. */
  readonly isThere: (path: string) => boolean;
  /** Whether a stack has the shared bus. Its team owns every path without another owner. */
  readonly hasBus: (service: string) => boolean;
}

/**
 * Builds the text of a CODEOWNERS file. GitHub applies the last line that matches a path, so general lines come first.
 *
 * @see https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export const codeowners = ({ organization, services, domains, isThere, hasBus }: Ownership): string => {
  const line = (path: string, teams: readonly (string | undefined)[]): readonly string[] => {
    const owners = [...new Set(teams)].flatMap((team) => (team === undefined ? [] : [`@${organization}/${team}`])).sort();
    return owners.length === 0 ? [] : [`${path} ${owners.join(' ')}`];
  };
  return [
    '# Written by "npm run plumb -- codeowners" from the owners that manifests and contracts declare.',
    ...line(
      '*',
      services.filter(({ name }) => hasBus(name)).map(({ team }) => team),
    ),
    ...domains.flatMap(({ name, folder, contracts }) => {
      const teams = contracts.map(({ owner }) => owner);
      const events = Map.groupBy(contracts, ({ eventType }) => eventType);
      return [
        ...line(`/${folder}/`, teams),
        ...[...events].flatMap(([eventType, of]) =>
          line(
            `/${folder}/schemas/${eventType}/`,
            of.map(({ owner }) => owner),
          ),
        ),
        ...line(`/catalog/prose/domains/${name}.md`, teams),
      ];
    }),
    ...services.flatMap(({ name, team }) => [
      // A service has a folder. A stack without a service has its own file.
      ...[`/services/${name}/`, `/infra/src/stacks/${name}.ts`].filter(isThere).flatMap((path) => line(path, [team])),
      ...line(`/catalog/prose/services/${name}.md`, [team]),
    ]),
    '',
  ].join('\n');
};
