/** For the tests of services. */
export { type ClientConfig, operatorConfig, type ServiceTestStand, startServiceTestStand } from './service-test-stand.ts';
export { type DeployingParts, type Stand, type StandParts, type StandProps, startStand } from './stand.ts';
