import type { Mail } from '@plumbline/local-aws-kernel';
import { type Stand, startStand } from '@plumbline/local-aws-kernel/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MailList, mailbox, type StoredMail } from './index.ts';

let stand: Stand<{ readonly mailbox: typeof mailbox }>;
beforeEach(async () => {
  stand = await startStand({ mailbox });
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const deliver = (more: Partial<Mail> = {}): void =>
  stand.store.write(() =>
    stand.ports.mail.deliver({
      messageId: 'm',
      service: 'ses',
      from: 'shop@example.com',
      to: ['Ann <ann@example.com>'],
      subject: 'Paid',
      text: 'Thanks.',
      ...more,
    }),
  );
const request = async (path = '', method = 'GET'): Promise<{ readonly status: number; readonly body: unknown }> => {
  const answer = await fetch(`${stand.endpoint.url}/_plumbline/mail${path}`, { method });
  return { status: answer.status, body: await answer.json() };
};
const subjects = async (path = ''): Promise<readonly string[]> =>
  ((await request(path)).body as MailList).mails.map(({ subject }) => subject);

describe('the mailbox', () => {
  it('when a mail is delivered, then it is listed and shown, and reported', async () => {
    deliver();
    expect((await request('/1')).body).toEqual({
      ...{ id: 1, receivedAt: '2026-01-01T00:00:00.000Z', messageId: 'm', service: 'ses', from: 'shop@example.com' },
      ...{ to: ['Ann <ann@example.com>'], subject: 'Paid', text: 'Thanks.' },
    } satisfies StoredMail);
    expect(await subjects()).toEqual(['Paid']);
    expect(stand.occurrences).toEqual([{ kind: 'mail', service: 'ses', messageId: 'm', to: ['Ann <ann@example.com>'], subject: 'Paid' }]);
  });

  it('when its write is rolled back, then there is no mail', async () => {
    const work = (): void => {
      deliver();
      throw new Error('no');
    };
    expect(() => stand.store.write(work)).toThrow('no');
    expect(await subjects()).toEqual([]);
    expect(stand.occurrences).toEqual([]);
  });

  it('when filters are given, then only the mails that match all of them are listed, the newest first', async () => {
    deliver({ subject: 'one', cc: ['bob@example.com'] });
    await stand.clock.advance({ hours: 1 });
    deliver({ subject: 'Two' });
    deliver({ subject: 'three', bcc: ['BOB@example.com'], to: ['carl@example.com'] });
    expect(await subjects()).toEqual(['three', 'Two', 'one']);
    expect(await subjects('?to=ann@example.com')).toEqual(['Two', 'one']);
    expect(await subjects('?to=bob@example.com')).toEqual(['three', 'one']);
    expect(await subjects('?subject=t')).toEqual(['three', 'Two']);
    expect(await subjects('?since=2026-01-01T00:30:00Z&max=1')).toEqual(['three']);
  });

  it('when a mail has attachments, then only the mail itself has their contents', async () => {
    deliver({ attachments: [{ fileName: 'a.txt', contentType: 'text/plain', content: 'eA==' }] });
    expect((await request('/1')).body).toMatchObject({ attachments: [{ content: 'eA==' }] });
    expect((await request()).body).toMatchObject({ mails: [{ attachments: [{ fileName: 'a.txt', content: '' }] }] });
  });

  it('when all mails are deleted, then ids are not used again', async () => {
    deliver();
    expect(await request('', 'DELETE')).toEqual({ status: 200, body: { mails: [] } });
    deliver();
    expect((await request('/1')).status).toBe(404);
    expect((await request('/2')).status).toBe(200);
  });

  it.each([
    ['?from=a', 'GET', 400, 'The filter from does not exist'],
    ['?since=yesterday', 'GET', 400, 'since is a time'],
    ['?max=0', 'GET', 400, 'max is a whole number'],
    ['/x', 'GET', 404, 'does not exist'],
    ['/9', 'GET', 404, 'The mail 9 does not exist'],
    ['/9', 'PUT', 405, 'accepts GET only'],
    ['', 'POST', 405, 'accepts GET and DELETE only'],
  ])('when the request is %s %s, then it is refused with %i', async (path, method, status, message) => {
    expect(await request(path, method)).toEqual({ status, body: { message: expect.stringContaining(message) } });
  });

  it('when the faults are requested, then they still answer', async () => {
    expect((await fetch(`${stand.endpoint.url}/_plumbline/faults`)).status).toBe(200);
  });
});
