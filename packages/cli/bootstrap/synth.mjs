// npm run synth: Terraform of every stack in infra/cdktf.out. npm run synth:bootstrap: that of the bootstrap in infra/cdktf.out.bootstrap.
import { build, setUp } from './toolchain.mjs';

const [task = 'synth'] = process.argv.slice(2);
build(setUp('run'), [task]);
