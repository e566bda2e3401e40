import { randomBytes } from 'node:crypto';

/** What a token of ours begins with when it is decoded: enough to tell one that has ended from one that never was. */
const MARK = 'sfn1 ';

/** A token for a task of an execution; it cannot be guessed. */
export const newTaskToken = (executionArn: string): string =>
  Buffer.from(`${MARK}${executionArn} ${randomBytes(24).toString('hex')}`).toString('base64');

/** The ARN of the execution that a token was made for; `undefined` for anything else. */
export const executionOfToken = (token: string): string | undefined =>
  new RegExp(`^${MARK}(\\S+) [0-9a-f]{48}$`).exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
