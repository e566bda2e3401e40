/** For tests of services that state machines work with. */
export { type MachineStand, startMachineStand } from './machine-stand.ts';
export { taskMachine } from './task-machine.ts';
