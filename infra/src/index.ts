export { bootstrapApp } from './bootstrap/bootstrap-app.ts';
export { type BootstrapSettings, bootstrapFrom } from './bootstrap/bootstrap-settings.ts';
export { ServiceStack } from './constructs/service-stack.ts';
export { type Environment, environmentFrom } from './environment.ts';
export { plumblineApp } from './plumbline-app.ts';
export { serviceBundles } from './service-bundles.ts';
export { App } from './terraform.ts';
