/** A problem that is known and stays, and why. */
export interface KnownProblem {
  readonly page: RegExp;
  /** What of the problem's text must fit; everything does when it is left out. */
  readonly text?: RegExp;
  readonly because: string;
}

/** The problems that no entry of `known` covers, each as one line. */
export const withoutKnown = (problems: readonly { readonly page: string }[], known: readonly KnownProblem[]): string[] =>
  problems
    .map((problem) => ({ page: problem.page, text: Object.values(problem).join('  ') }))
    .filter(({ page, text }) => !known.some((entry) => entry.page.test(page) && (entry.text?.test(text) ?? true)))
    .map(({ text }) => text);
