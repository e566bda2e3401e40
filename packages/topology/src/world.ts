/** What a deployment would tell, and a reader has to be told. */
export interface World {
  /** Twelve digits. */
  readonly accountId: string;
  /** Used where a stack's provider names none. */
  readonly region: string;
  readonly partition: string;
  /** Where queue URLs begin, such as `https://sqs.eu-west-1.amazonaws.com`. */
  readonly sqsEndpoint: string;
}
