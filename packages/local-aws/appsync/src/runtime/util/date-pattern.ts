/** A pattern of Java's `DateTimeFormatter`, in the letters that dates on the wire use. */
export type PatternPart = { readonly letter: string; readonly count: number } | { readonly text: string };

const LETTERS = 'yuMdHhmsSaEzZXxVD';

/** @throws TypeError for a letter that local-aws does not support. */
export const readPattern = (pattern: string): readonly PatternPart[] => {
  const parts: PatternPart[] = [];
  for (let at = 0; at < pattern.length; ) {
    const letter = pattern.charAt(at);
    if (letter === "'") {
      const end = pattern.indexOf("'", at + 1);
      if (end < 0) throw new TypeError(`The date format ${pattern} has an unfinished quotation.`);
      parts.push({ text: end === at + 1 ? "'" : pattern.slice(at + 1, end) });
      at = end + 1;
    } else if (/[A-Za-z]/.test(letter)) {
      let count = 1;
      while (pattern.charAt(at + count) === letter) count += 1;
      if (!LETTERS.includes(letter)) throw new TypeError(`The letter ${letter} of the date format ${pattern} is not supported.`);
      parts.push({ letter, count });
      at += count;
    } else {
      parts.push({ text: letter });
      at += 1;
    }
  }
  return parts;
};
