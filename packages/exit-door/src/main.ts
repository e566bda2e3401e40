/** npm run exit-door: reports the changes in the synthesized Terraform after a switch from CDKTF to CDK Terrain. */
import { unexpected } from './allowed-differences.ts';
import { compareSynths } from './compare-synths.ts';
import { hasCdkTerrain } from './synthesize-with.ts';

const ENVIRONMENTS = ['dev', 'prod'];

const main = async (): Promise<number> => {
  if (!hasCdkTerrain()) {
    console.error(
      'CDK Terrain is not installed: its packages could not be fetched. Run "pnpm install" when the npm registry is reachable.',
    );
    return 1;
  }
  let code = 0;
  for (const environment of ENVIRONMENTS) {
    const found = await compareSynths({ PLUMBLINE_ENVIRONMENT: environment });
    const refused = new Set(unexpected(found));
    console.log(`${environment}: ${found.length - refused.size} differences that are allowed, ${refused.size} that are not`);
    for (const difference of found) {
      const { file, path, before, after } = difference;
      const mark = refused.has(difference) ? '!' : ' ';
      console.log(`${mark} ${file} ${path.join('.')}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);
    }
    if (refused.size > 0) code = 1;
  }
  return code;
};

process.exitCode = await main();
