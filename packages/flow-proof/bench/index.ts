/** What the speed of the proof is measured with. */
export { type LargeSystem, largeSystem } from './large-system.ts';
