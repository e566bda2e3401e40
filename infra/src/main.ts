import { environmentFrom } from './environment.ts';
import { plumblineApp } from './plumbline-app.ts';
import { removeUndeclared } from './remove-undeclared.ts';

const app = plumblineApp(environmentFrom(process.env));
app.synth();
removeUndeclared(app.outdir, console.warn);
