const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a time: ISO 8601, or how long ago, such as `30m`, `2h` or `7d`; `now`.
 *
 * @throws Error that describes the accepted formats
 */
export const pointInTime = (text: string, now: Date): Date => {
  if (text === 'now') return now;
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (UNITS_MS[unit] ?? 0));
  const time = new Date(text);
  if (!Number.isNaN(time.getTime()) && /^\d{4}-\d\d-\d\d/.test(text)) return time;
  throw new Error(`"${text}" is not a valid time. Write ISO 8601, such as 2026-11-21T09:00:00Z, or how long ago, such as 30m, 2h or 7d.`);
};
