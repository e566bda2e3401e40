import { type StackTerraform, stackTerraform } from './stack-terraform.ts';

/**
 * Runs the real Terraform over a copy of a synthesized stack, without network, against schemas from the CDKTF bindings.
 *
 * @example
 * await using terraform = await offlineTerraform('infra/cdktf.out/stacks/orders');
 * await terraform.init();
 * const { code, stdout } = await terraform.validate(); // 0, {"valid":true,...}
 */
export const offlineTerraform = (stackDirectory: string, given: Readonly<Record<string, string>> = {}): Promise<StackTerraform> =>
  stackTerraform(stackDirectory, 'offline', process.env, given);
