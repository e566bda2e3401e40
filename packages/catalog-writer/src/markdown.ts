/** Text that MDX must not read as code or markup. */
export const plain = (text: string): string => text.replace(/[\\{}<>|*_`[\]]/g, (character) => `\\${character}`);

/** A code span, in a table or outside. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** A block of JSON. */
export const json = (value: unknown): string => ['```json', JSON.stringify(value, null, 2), '```'].join('\n');

/** A Markdown table; empty when it has no rows. Cells are Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** A heading with its content; empty when the content is empty. */
export const section = (title: string, ...parts: readonly (string | undefined)[]): string => {
  const body = parts.filter((part) => part !== undefined && part !== '').join('\n\n');
  return body === '' ? '' : `## ${title}\n\n${body}`;
};

/** A page's body: the non-empty parts, separated by blank lines. */
export const body = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');
