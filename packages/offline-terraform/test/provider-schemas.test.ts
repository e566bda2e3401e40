import { type ClassDeclaration, parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { ALLOWED_VALUES } from '../src/allowed-values.ts';
import { bindingSchema } from '../src/binding-schema.ts';
import { type Block, providerSchemas } from '../src/index.ts';

const blockOf = async (type: string): Promise<Block> => {
  const block = (await providerSchemas({ resources: [type], data: [] })).resources[type];
  if (block === undefined) throw new Error(`The bindings have no ${type}.`);
  return block;
};

const attribute = ({ attributes }: Block, name: string) => attributes.find((each) => each.name === name);
const nested = ({ blocks }: Block, name: string) => {
  const block = blocks.find((each) => each.name === name);
  if (block === undefined) throw new Error(`There is no block "${name}".`);
  return block;
};

describe('schemas from the bindings', () => {
  it('tell required, optional and computed attributes of aws_lambda_function apart', async () => {
    const lambda = await blockOf('aws_lambda_function');
    expect(attribute(lambda, 'role')).toEqual({ name: 'role', type: 'string', required: true, optional: false, computed: false });
    expect(attribute(lambda, 'runtime')).toMatchObject({ type: 'string', required: false, optional: true, computed: true });
    expect(attribute(lambda, 'arn')).toMatchObject({ type: 'string', required: false, optional: false, computed: true });
    expect(attribute(lambda, 'source_code_size')).toMatchObject({ type: 'number', optional: false, computed: true });
    expect(attribute(lambda, 'tags')).toMatchObject({ type: ['map', 'string'], optional: true });
    expect(attribute(lambda, 'architectures')).toMatchObject({ type: ['list', 'string'], optional: true });
    expect(attribute(lambda, 'replacement_security_group_ids')).toMatchObject({ type: ['set', 'string'] });
  });

  it('allow one tracing_config in aws_lambda_function, which must have a mode', async () => {
    const tracing = nested(await blockOf('aws_lambda_function'), 'tracing_config');
    expect(tracing).toMatchObject({ nesting: 'LIST', minItems: 0, maxItems: 1 });
    expect(attribute(tracing.block, 'mode')).toMatchObject({ type: 'string', required: true });
  });

  it('have computed attributes inside of blocks', async () => {
    const lambda = await blockOf('aws_lambda_function');
    expect(attribute(nested(lambda, 'vpc_config').block, 'vpc_id')).toMatchObject({ optional: false, computed: true });
    expect(attribute(nested(lambda, 'vpc_config').block, 'subnet_ids')).toMatchObject({ type: ['set', 'string'], required: true });
  });

  it('know the targets of aws_cloudwatch_event_target, three blocks deep', async () => {
    const target = await blockOf('aws_cloudwatch_event_target');
    expect(target.attributes.filter(({ required }) => required).map(({ name }) => name)).toEqual(['arn', 'rule']);
    expect(nested(target, 'dead_letter_config')).toMatchObject({ nesting: 'LIST', maxItems: 1 });
    expect(nested(target, 'run_command_targets')).toMatchObject({ nesting: 'LIST', maxItems: 0 });
    const pipeline = nested(target, 'sagemaker_pipeline_target').block;
    expect(nested(pipeline, 'pipeline_parameter_list')).toMatchObject({ nesting: 'SET', maxItems: 0 });
    const network = nested(nested(target, 'ecs_target').block, 'network_configuration').block;
    expect(attribute(network, 'subnets')).toMatchObject({ type: ['set', 'string'], required: true });
  });

  it('have the sets and the stream of aws_dynamodb_table', async () => {
    const table = await blockOf('aws_dynamodb_table');
    expect(nested(table, 'attribute')).toMatchObject({ nesting: 'SET', minItems: 0, maxItems: 0 });
    expect(nested(table, 'global_secondary_index').nesting).toBe('SET');
    expect(nested(table, 'timeouts')).toMatchObject({ nesting: 'SINGLE', minItems: 0, maxItems: 0 });
    expect(attribute(table, 'stream_arn')).toMatchObject({ optional: false, computed: true });
    expect(attribute(nested(table, 'replica').block, 'stream_label')).toMatchObject({ optional: false, computed: true });
    expect(nested(nested(table, 'import_table').block, 's3_bucket_source')).toMatchObject({ minItems: 1, maxItems: 1 });
  });

  it('nest rules, filters and tags in aws_s3_bucket_lifecycle_configuration', async () => {
    const lifecycle = await blockOf('aws_s3_bucket_lifecycle_configuration');
    const rule = nested(lifecycle, 'rule');
    expect(attribute(lifecycle, 'id')).toMatchObject({ optional: false, computed: true });
    expect(rule.block.attributes.filter(({ required }) => required).map(({ name }) => name)).toEqual(['id', 'status']);
    expect(nested(rule.block, 'transition').nesting).toBe('SET');
    const tags = nested(nested(rule.block, 'filter').block, 'and').block;
    expect(attribute(tags, 'tags')).toMatchObject({ type: ['map', 'string'] });
  });

  it('give computed structs the type of an object', async () => {
    const validation = attribute(await blockOf('aws_acm_certificate'), 'domain_validation_options');
    expect(validation).toMatchObject({ computed: true, optional: false });
    expect(validation?.type).toEqual([
      'set',
      [
        'object',
        { domain_name: 'string', resource_record_name: 'string', resource_record_type: 'string', resource_record_value: 'string' },
      ],
    ]);
  });

  it('are also read where a module keeps its structs in files of their own', async () => {
    const slot = await blockOf('aws_lexv2models_slot');
    expect(nested(slot, 'value_elicitation_setting').block.blocks.map(({ name }) => name)).toContain('default_value_specification');
  });

  it("leave out a type that AWS doesn't have, and the provider's alias, which is Terraform's", async () => {
    const { resources, data, provider } = await providerSchemas({ resources: ['aws_lamda_function'], data: ['aws_caller_identity'] });
    expect(resources).toEqual({});
    expect(data['aws_caller_identity']?.attributes.map(({ name }) => name)).toEqual(['id', 'account_id', 'arn', 'user_id']);
    expect(provider.attributes.map(({ name }) => name)).not.toContain('alias');
  });
});

describe("schemas from the bindings' successor, @cdktn/provider-aws", () => {
  it('know the attributes that are only ever written, and structs that are fields', () => {
    const code = `class Certificate {
      _options = new CertificateOptionsList(this, "options", true);
      get options() { return this._options; }
      get privateKeyWo() { return this.getStringAttribute('private_key_wo'); }
      resetPrivateKeyWo() {}
      synthesizeHclAttributes() {
        const attrs = { private_key_wo: {
          value: this.markWriteOnlyAttribute(cdktn.stringToHclTerraform(this._privateKeyWo)), isBlock: false, type: "simple", storageClassType: "string",
        } };
      }
    }`;
    const declaration = parse(code, { ecmaVersion: 'latest' }).body[0] as ClassDeclaration;
    const options = parse(OPTIONS, { ecmaVersion: 'latest' }).body[0] as ClassDeclaration;
    expect(bindingSchema({ classes: new Map([[options.id.name, options]]), functions: new Map() }, declaration).attributes).toEqual([
      { name: 'private_key_wo', type: 'string', required: false, optional: true, computed: true },
      { name: 'options', type: ['set', ['object', { name: 'string' }]], required: false, optional: false, computed: true },
    ]);
  });
});

const OPTIONS = "class CertificateOptionsOutputReference { get name() { return this.getStringAttribute('name'); } }";

describe('allowed values', () => {
  it.each(Object.entries(ALLOWED_VALUES))('of %s are of attributes that its schema has', async (type, allowed) => {
    const schema = await blockOf(type);
    for (const path of Object.keys(allowed)) {
      const names = path.split('.');
      const name = names.pop() ?? '';
      const owner = names.reduce((block, each) => nested(block, each).block, schema);
      expect(attribute(owner, name), path).toBeDefined();
    }
  });
});
