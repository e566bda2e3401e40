import { describe, expect, it } from 'vitest';
import type { AwsResponse } from '../endpoint/aws-service.ts';
import type { Principal } from '../iam/principal.ts';
import { callFaults } from './call-faults.ts';
import { openFaults } from './faults.ts';

const caller: Principal = {
  kind: 'role',
  roleArn: 'arn:aws:iam::000000000000:role/r',
  sessionArn: 'arn:aws:sts::000000000000:assumed-role/r/f',
};
const PERMISSION = { action: 'dynamodb:PutItem', resource: 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders' };
const ANSWER: AwsResponse = { status: 200 };

describe('a call to a table that is slow', () => {
  it('when the work is done, then its answer comes after the delay, and no earlier', async () => {
    const faults = openFaults(() => undefined, { seed: 1, faults: [{ on: 'table:orders', what: 'delay', delayMs: 200 }] });
    const waited: number[] = [];
    const time = Promise.withResolvers<void>();
    const wait = (ms: number): Promise<void> => {
      waited.push(ms);
      return time.promise;
    };
    const call = callFaults({ faults, crash: () => undefined, wait })({ caller, name: 'dynamodb:PutItem', traceHeader: undefined });
    const log: string[] = [];
    call.beforeCall(PERMISSION);
    log.push('done');
    const answered = call.afterCall(ANSWER).then((answer) => {
      log.push('answered');
      return answer;
    });
    await Promise.resolve();
    log.push('time is up');
    time.resolve();
    expect(await answered).toBe(ANSWER);
    expect(log).toEqual(['done', 'time is up', 'answered']);
    expect(waited).toEqual([200]);
  });
});
