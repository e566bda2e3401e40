/** For the tests of services that use functions. */
export { type DeployingFunctions, type FunctionStand, type FunctionStandProps, startFunctionStand } from './function-stand.ts';
