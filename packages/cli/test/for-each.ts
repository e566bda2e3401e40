/** Enough to keep two cores busy. */
const IN_FLIGHT = 16;

/** Runs `work` for each item, several at a time. */
export const forEach = async <T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> => {
  const left = items.values();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const item of left) await work(item);
    }),
  );
};
