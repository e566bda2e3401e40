/** Shows progress on one line of the terminal. Prints nothing when the output is not a terminal. */
export const showProgress = (what: string, stream: NodeJS.WriteStream = process.stderr) => {
  const shown = stream.isTTY === true;
  return {
    show(done: number, of: number): void {
      if (shown) stream.write(`\r\x1b[K${what}  ${bar(of === 0 ? 1 : done / of)}  ${done} of ${of}`);
    },
    end(): void {
      if (shown) stream.write('\r\x1b[K');
    },
  };
};

const BAR_WIDTH = 30;

/** A bar for a share from 0 to 1. */
export const bar = (share: number): string => {
  const filled = Math.round(Math.min(Math.max(share, 0), 1) * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
};
