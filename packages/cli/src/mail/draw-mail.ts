import type { StoredMail } from '@plumbline/local-aws';
import pc from 'picocolors';

const SUBJECT_WIDTH = 44;

/** One line of a list. */
export const drawMailRow = ({ id, receivedAt, service, to, subject }: StoredMail): string => {
  const shown = subject.length > SUBJECT_WIDTH ? `${subject.slice(0, SUBJECT_WIDTH - 1)}…` : subject;
  return `${pc.bold(String(id).padStart(5))}  ${pc.dim(receivedAt.slice(0, 19))}  ${service}  ${shown.padEnd(SUBJECT_WIDTH)}  ${to.join(', ')}`;
};

/** A whole mail: its headers, its text, and the links on which its receiver acts. */
export const drawMail = (mail: StoredMail): string => {
  const { attachments = [], links = [], text, html, headers = {} } = mail;
  const lines = (name: string, values: readonly string[] = []): readonly string[] =>
    values.length === 0 ? [] : [`${pc.dim(name.padEnd(11))} ${values.join(', ')}`];
  return [
    ...lines('from', [mail.from]),
    ...lines('to', mail.to),
    ...lines('cc', mail.cc),
    ...lines('bcc', mail.bcc),
    ...lines('reply to', mail.replyTo),
    ...lines('subject', [pc.bold(mail.subject)]),
    ...lines('received', [mail.receivedAt]),
    ...lines('message id', [mail.messageId]),
    ...Object.entries(headers).flatMap(([name, value]) => lines(name, [value])),
    ...lines(
      'attachments',
      attachments.map(({ fileName, contentType }) => `${fileName} (${contentType})`),
    ),
    '',
    ...(text === undefined && html !== undefined ? [pc.dim('HTML only:'), html] : [text ?? '']),
    ...links.map(({ action, url }) => `${pc.cyan(action.padEnd(11))} ${url}`),
  ].join('\n');
};
