import { expect, it } from 'vitest';
import { withUnknown } from './unknown-arguments.ts';

it('when a plan does not know an argument, then an expression replaces it, in every block that lacks it', () => {
  const values = { name: 't', dead_letter_config: [{}, { arn: 'known' }] };
  expect(withUnknown(values, ['arn', 'dead_letter_config.arn', 'retry.policy.age'], 'aws_x.y')).toEqual({
    name: 't',
    arn: '${aws_x.y.arn}',
    dead_letter_config: [{ arn: '${aws_x.y.dead_letter_config.arn}' }, { arn: 'known' }],
    retry: [{ policy: [{ age: '${aws_x.y.retry.policy.age}' }] }],
  });
});
