/** For tests of services that state machines call. */
export { type MachineStand, startMachineStand } from './machine-stand.ts';
export { taskMachine } from './task-machine.ts';
