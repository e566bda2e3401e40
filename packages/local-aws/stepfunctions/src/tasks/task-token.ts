import { randomBytes } from 'node:crypto';

/** The prefix of our decoded tokens, which distinguishes an expired token from an invalid one. */
const MARK = 'sfn1 ';

/** A token for a task of an execution; it cannot be guessed. */
export const newTaskToken = (executionArn: string): string =>
  Buffer.from(`${MARK}${executionArn} ${randomBytes(24).toString('hex')}`).toString('base64');

/** The ARN of a token's execution; `undefined` for an invalid token. */
export const executionOfToken = (token: string): string | undefined =>
  new RegExp(`^${MARK}(\\S+) [0-9a-f]{48}$`).exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
