/** The parts of an ARN, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Returns `undefined` for a string that is not an ARN, or that was not resolved. */
export const arnOf = (text: string | undefined): Arn | undefined => {
  const [prefix, , service, region, account, ...resource] = text?.split(':') ?? [];
  if (prefix !== 'arn' || service === undefined || region === undefined || account === undefined || text?.includes('${') === true)
    return undefined;
  return { service, region, account, resource: resource.join(':') };
};
