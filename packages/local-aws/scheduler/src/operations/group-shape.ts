import type { ScheduleGroup } from '../schedule.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ScheduleGroupSummary.html */
export const groupShape = ({ name, createdMs }: ScheduleGroup, Arn: string) => ({
  Arn,
  Name: name,
  State: 'ACTIVE',
  CreationDate: createdMs / 1_000,
  LastModificationDate: createdMs / 1_000,
});
