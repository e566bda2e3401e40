/** A statement of an IAM policy. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: '*' | Readonly<Record<string, string>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The JSON text of a policy. */
export const policy = (...statements: readonly Statement[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/**
 * The trust policy that allows an AWS service to assume a role.
 *
 * @param sourceArn only on behalf of this resource. @default any resource in the account
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const trust = (service: string, sourceArn?: string): string =>
  policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: service },
    ...(sourceArn === undefined ? {} : { Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } } }),
  });
