import { bootstrapApp } from './bootstrap/bootstrap-app.ts';
import { bootstrapFrom } from './bootstrap/bootstrap-settings.ts';

bootstrapApp(bootstrapFrom(process.env), 'cdktf.out.bootstrap').synth();
