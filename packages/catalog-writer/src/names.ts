import { type CommandContract, type EventContract, versionedName } from '@plumbline/event-kit';

/** The version of every page without versions. */
export const ONLY_VERSION = '1.0.0';

/** EventCatalog requires semantic versions; ours are `major.minor`. */
export const catalogVersion = (version: string): string => `${version}.0`;

/** `record-event` becomes `Record event`. */
export const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('-', ' ');

/** Ids of resources that could share a name with others. */
export const BUS_ID = 'bus';
export const DEFAULT_BUS_ID = 'default-bus';
export const queueId = (shortName: string): string => `${shortName}-queue`;
export const endpointId = (shortName: string): string => `${shortName}-endpoint`;
export const scheduleId = (shortName: string): string => `${shortName}-schedule`;
export const destinationId = (shortName: string): string => `${shortName}-destination`;
export const tableId = (shortName: string): string => `${shortName}-table`;
export const bucketId = (shortName: string): string => `${shortName}-bucket`;

/** Links to pages, with EventCatalog's addresses. */
export const eventLink = ({ eventType, version }: Pick<EventContract, 'eventType' | 'version'>, text?: string): string =>
  `[${text ?? versionedName({ eventType, version })}](/docs/events/${eventType}/${catalogVersion(version)})`;
export const commandLink = ({ commandType, version }: Pick<CommandContract, 'commandType' | 'version'>): string =>
  `[${commandType}](/docs/commands/${commandType}/${catalogVersion(version)})`;
export const serviceLink = (service: string): string => `[${service}](/docs/services/${service}/${ONLY_VERSION})`;
export const teamLink = (team: string): string => `[${team}](/docs/teams/${team})`;
export const channelLink = (id: string, text = id): string => `[${text}](/docs/channels/${id}/${ONLY_VERSION})`;
export const containerLink = (id: string, text = id): string => `[${text}](/docs/containers/${id}/${ONLY_VERSION})`;
export const queryLink = ({ name }: { readonly name: string }): string => `[${name}](/docs/queries/${name}/${ONLY_VERSION})`;
export const queueLink = (shortName: string): string => channelLink(queueId(shortName), shortName);
export const destinationLink = (shortName: string): string => channelLink(destinationId(shortName), shortName);
