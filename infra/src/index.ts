export { type Environment, environmentFrom } from './environment.ts';
export { plumblineApp } from './plumbline-app.ts';
