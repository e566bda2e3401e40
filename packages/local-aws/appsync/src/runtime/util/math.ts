/** `util.math`: https://docs.aws.amazon.com/appsync/latest/devguide/math-helpers-in-util-math-js.html */
export const math = {
  /** Half rounds up, as `Math.round` of Java and JavaScript does. */
  roundNum: (input: number): number => Math.round(input),
  minVal: (one: number, other: number): number => Math.min(one, other),
  maxVal: (one: number, other: number): number => Math.max(one, other),
  randomDouble: (): number => Math.random(),
  /** A whole number from `start` to below `end`. */
  randomWithinRange: (start: number, end: number): number => Math.floor(start + Math.random() * (end - start)),
};
