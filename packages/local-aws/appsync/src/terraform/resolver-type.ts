import { naming, type TerraformType } from '@plumbline/local-aws-kernel';
import type { AppSync } from '../appsync.ts';
import { batchSizeOf } from './batch-size.ts';
import { needsFunction } from './needs-function.ts';
import { CODE_ARGUMENTS, codeOf } from './resolver-code.ts';

const TEMPLATES = ['request_template', 'response_template'];

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html ("Functions per pipeline resolver") */
const FUNCTIONS_MAX = 10;

export const resolverType: TerraformType<AppSync> = {
  honours: [
    'api_id',
    'type',
    'field',
    'kind',
    'data_source',
    'max_batch_size',
    'pipeline_config.functions',
    ...CODE_ARGUMENTS,
    ...TEMPLATES,
  ],
  deploy({ apis, evaluator }, { resource, values }) {
    const { address } = resource;
    const at = { apiId: values.text('api_id'), typeName: values.text('type'), fieldName: values.text('field') };
    naming(resource, () => {
      const code = codeOf(evaluator, address, values, TEMPLATES);
      if ((values.optionalText('kind') ?? 'UNIT') === 'PIPELINE') {
        const functionIds = values.block('pipeline_config')?.texts('functions') ?? [];
        if (functionIds.length > FUNCTIONS_MAX) throw new Error(`${address}: a pipeline has at most ${FUNCTIONS_MAX} functions.`);
        apis.putResolver({ ...at, ...code, kind: 'PIPELINE', functionIds });
        return;
      }
      const dataSource = values.text('data_source');
      if (code.code === undefined) needsFunction(address, apis.dataSource(at.apiId, dataSource));
      apis.putResolver({ ...at, ...code, kind: 'UNIT', dataSource, maxBatchSize: batchSizeOf(resource.address, values) });
    });
  },
};
