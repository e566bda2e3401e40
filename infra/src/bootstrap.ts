import { bootstrapApp } from './bootstrap/bootstrap-app.ts';
import { bootstrapFrom } from './bootstrap/bootstrap-settings.ts';
import { removeUndeclared } from './remove-undeclared.ts';

const app = bootstrapApp(bootstrapFrom(process.env), 'cdktf.out.bootstrap');
app.synth();
removeUndeclared(app.outdir, console.warn);
