import { AwsError, arnOf, brokenConstraint, checkPattern, page } from '@plumbline/local-aws-kernel';
import type { Archive } from '../archives.ts';
import { ARCHIVE_NAME, checkTexts, refuseBroken, validationError } from '../request-check.ts';
import { type EventsContext, everything, operation, seconds } from './operation.ts';

interface Input {
  readonly ArchiveName?: string;
  readonly EventSourceArn?: string;
  readonly Description?: string;
  readonly EventPattern?: string;
  readonly RetentionDays?: number;
  readonly NamePrefix?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

export const archiveOperations = ({ account, clock, buses, archives, resources }: EventsContext) => {
  const arnOfArchive = (name: string): string => arnOf(account, 'events', `archive/${name}`);
  const arnOfInput = ({ ArchiveName = '' }: Input): string => arnOfArchive(ArchiveName);
  const get = ({ ArchiveName = '' }: Input): Archive => {
    checkTexts({ archiveName: [ArchiveName, ARCHIVE_NAME] });
    const archive = archives.get(ArchiveName);
    if (archive === undefined) throw new AwsError('ResourceNotFoundException', `Archive ${ArchiveName} does not exist.`);
    return archive;
  };
  const keep = (archive: Archive) => {
    resources.change.archive(archive);
    return { ArchiveArn: arnOfArchive(archive.name), State: 'ENABLED', CreationTime: seconds(archive.createdMs) };
  };
  const summary = ({ name, busArn, retentionDays, createdMs }: Archive) => {
    const { events, bytes } = archives.size(name);
    return {
      ArchiveName: name,
      EventSourceArn: busArn,
      State: 'ENABLED',
      RetentionDays: retentionDays,
      EventCount: events,
      SizeBytes: bytes,
      CreationTime: seconds(createdMs),
    };
  };

  return {
    ...operation<Input>('CreateArchive', arnOfInput, (input) => {
      const { ArchiveName = '', EventSourceArn = '' } = input;
      checkTexts({ archiveName: [ArchiveName, ARCHIVE_NAME] });
      checkChange(input);
      if (archives.get(ArchiveName) !== undefined)
        throw new AwsError('ResourceAlreadyExistsException', `Archive ${ArchiveName} already exists.`);
      return keep({
        name: ArchiveName,
        busArn: buses.get(EventSourceArn).arn,
        retentionDays: input.RetentionDays ?? 0,
        createdMs: clock.now(),
        ...changeFrom(input),
      });
    }),
    ...operation<Input>('UpdateArchive', arnOfInput, (input) => {
      const archive = get(input);
      if ([input.EventPattern, input.RetentionDays, input.Description].every((given) => given === undefined))
        validationError('At least one of EventPattern, RetentionDays or Description must be provided.');
      checkChange(input);
      return keep({ ...archive, ...changeFrom(input), retentionDays: input.RetentionDays ?? archive.retentionDays });
    }),
    ...operation<Input>('DeleteArchive', arnOfInput, (input) => {
      const { name } = get(input);
      resources.remove.archive(name);
    }),
    ...operation<Input>('DescribeArchive', arnOfInput, (input) => {
      const archive = get(input);
      return {
        ArchiveArn: arnOfArchive(archive.name),
        ...summary(archive),
        ...(archive.description !== undefined && { Description: archive.description }),
        ...(archive.pattern !== undefined && { EventPattern: archive.pattern }),
      };
    }),
    ...operation<Input>('ListArchives', everything, (input) => {
      const ofBus = archives.all().filter(({ busArn }) => busArn === (input.EventSourceArn ?? busArn));
      const { items, ...next } = page(ofBus, ({ name }) => name, input);
      return { Archives: items.map(summary), ...next };
    }),
  };
};

const checkChange = ({ EventPattern, RetentionDays }: Input): void => {
  if (RetentionDays !== undefined && RetentionDays < 0)
    refuseBroken([brokenConstraint(RetentionDays, 'retentionDays', 'have value greater than or equal to 0')]);
  if (EventPattern !== undefined) checkPattern(EventPattern);
};

const changeFrom = ({ EventPattern, Description }: Input): Pick<Archive, 'pattern' | 'description'> => ({
  ...(EventPattern !== undefined && { pattern: EventPattern }),
  ...(Description !== undefined && { description: Description }),
});
