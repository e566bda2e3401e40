import type { TerraformTypes } from '@plumbline/local-aws-kernel';
import type { Xray } from './xray.ts';

export const XRAY_TYPES: TerraformTypes<Xray> = {
  aws_xray_group: { noEffect: 'traces are looked up by id' },
  aws_xray_sampling_rule: { noEffect: 'every request is traced' },
};
