import { busName, type EventContract, majorOf, publishedVersions, type ServiceManifest, versionedName } from '@plumbline/event-kit';
import { REGISTRY_SCHEMA_TYPE, registrySchema } from '@plumbline/event-kit/schema';
import { Construct, SchemasSchema } from '../terraform.ts';
import { PlumblineStack } from './plumbline-stack.ts';

/** The schemas of the events that a service's team owns and its functions publish, every major, in the EventBridge schema registry. */
export class RegisteredSchemas extends Construct {
  constructor(scope: Construct, id: string, { team, functions }: ServiceManifest) {
    super(scope, id);
    const registryName = busName(PlumblineStack.current(this).environment.name);
    const published = new Set(functions.flatMap(({ publishes }) => publishes).flatMap(publishedVersions));
    for (const contract of [...published].filter(({ owner }) => owner === team)) {
      const name = registeredName(contract);
      new SchemasSchema(this, name, {
        name,
        registryName,
        type: REGISTRY_SCHEMA_TYPE,
        description: `${versionedName(contract)}: ${contract.summary}`.slice(0, DESCRIPTION_LENGTH_MAX),
        content: JSON.stringify(registrySchema(contract)),
      });
    }
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html */
const DESCRIPTION_LENGTH_MAX = 256;

/** The name that EventBridge gives to discovered schemas, plus the major version. */
const registeredName = ({ source, eventType, version }: EventContract): string => `${source}@${eventType}-v${majorOf(version)}`;
