/** The generated system for benchmarks of the proof. */
export { type LargeSystem, largeSystem } from './large-system.ts';
