import { naming, type TerraformType } from '@plumbline/local-aws-kernel';
import type { AppSync } from '../appsync.ts';
import { batchSizeOf } from './batch-size.ts';
import { needsFunction } from './needs-function.ts';
import { CODE_ARGUMENTS, codeOf } from './resolver-code.ts';

const TEMPLATES = ['request_mapping_template', 'response_mapping_template'];

export const functionType: TerraformType<AppSync> = {
  honours: ['api_id', 'name', 'data_source', 'max_batch_size', ...CODE_ARGUMENTS, ...TEMPLATES],
  harmless: { description: 'it is documentation', function_version: 'it belongs to templates of Velocity' },
  deploy({ apis, evaluator }, { resource, values }) {
    const [apiId, dataSource] = [values.text('api_id'), values.text('data_source')];
    naming(resource, () => {
      const code = codeOf(evaluator, resource.address, values, TEMPLATES);
      if (code.code === undefined) needsFunction(resource.address, apis.dataSource(apiId, dataSource));
      const shared = { apiId, functionId: values.text('function_id'), name: values.text('name') };
      apis.putFunction({ ...shared, ...code, dataSource, maxBatchSize: batchSizeOf(resource.address, values) });
    });
  },
};
