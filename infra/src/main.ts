import { environmentFrom } from './environment.ts';
import { plumblineApp } from './plumbline-app.ts';

plumblineApp(environmentFrom(process.env)).synth();
