import { decodeBase64Call, referencesIn } from './hcl';

type Json = Record<string, unknown>;

/** Any JSON value. Tests read deep into it and state themselves what they expect to find. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- with unknown, every assertion would need a cast
export type JsonValue = any;

/** A resource or data source of a synthesized stack. */
export interface TemplateBlock {
  /** `aws_ecs_service.Service_1A2B3C4D`; data sources start with `data.`. */
  readonly address: string;
  readonly type: string;
  /** Attributes with the names that Terraform gives them. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
}

/** A container definition as ECS gets it. */
export type ParsedContainer = Readonly<Record<string, JsonValue>>;

/**
 * Read access to a synthesized stack, for tests: counts, parsed container definitions, decoded user data, and the order
 * in which Terraform creates and destroys.
 *
 * It reads what was synthesized; it does not know what AWS would make of it.
 */
export class Template {
  /** Parses Terraform JSON, for example the content of a `cdk.tf.json`. */
  static fromJson(json: string, warnings: readonly string[] = []): Template {
    return new Template(json, JSON.parse(json) as Json, warnings);
  }

  private readonly blocks: readonly TemplateBlock[];

  private constructor(
    /** The synthesized text, for cdktf's own matchers. */
    readonly json: string,
    private readonly content: Json,
    /** Warnings that constructs added with `Annotations`, with the construct's path in front. */
    readonly warnings: readonly string[],
  ) {
    this.blocks = [...blocksOf(content['resource'], ''), ...blocksOf(content['data'], 'data.')];
  }

  /** Every resource, or those of one type, by address. */
  resourcesOf(type?: string): readonly TemplateBlock[] {
    return this.select(type, false);
  }

  /** Every data source, or those of one type, by address. */
  dataSourcesOf(type?: string): readonly TemplateBlock[] {
    return this.select(type, true);
  }

  /** The one resource of a type; an error when there is none or more than one. */
  resource(type: string): TemplateBlock {
    return single(this.resourcesOf(type), type);
  }

  /** The one data source of a type; an error when there is none or more than one. */
  dataSource(type: string): TemplateBlock {
    return single(this.dataSourcesOf(type), `data.${type}`);
  }

  /** The parsed containers of a task definition; of the only one when no family is given. */
  containerDefinitions(family?: string): readonly ParsedContainer[] {
    const type = 'aws_ecs_task_definition';
    const candidates = this.resourcesOf(type).filter(
      ({ attributes }) => family === undefined || attributes['family'] === family,
    );
    const { attributes } = single(candidates, family === undefined ? type : `${type} ${family}`);
    return JSON.parse(attributes['container_definitions'] as string) as ParsedContainer[];
  }

  /** The decoded user data of the only launch template, or of the one with an address. */
  userData(address?: string): string {
    const candidates = this.resourcesOf('aws_launch_template').filter(
      (block) => address === undefined || block.address === address,
    );
    const { attributes } = single(candidates, address ?? 'aws_launch_template');
    return decodeBase64Call(attributes['user_data'] as string);
  }

  /** The parsed statements of every inline policy and trust policy, with the address they stand in. */
  policyStatements(): readonly { readonly address: string; readonly statement: Json }[] {
    return this.resourcesOf().flatMap(({ address, attributes }) =>
      ['policy', 'assume_role_policy']
        .map((name) => attributes[name])
        .filter((text): text is string => typeof text === 'string' && text.includes('"Statement"'))
        .flatMap((text) => (JSON.parse(text) as { Statement: Json[] }).Statement)
        .map((statement) => ({ address, statement })),
    );
  }

  /**
   * True when Terraform creates the first only before the second, and so destroys it only after the second: the second
   * refers to it, directly or through others.
   */
  createdBefore(first: string, second: string): boolean {
    this.find(first);
    const seen = new Set<string>();
    const queue = [second];
    for (let address = queue.pop(); address !== undefined; address = queue.pop()) {
      for (const dependency of this.dependenciesOf(address)) {
        if (dependency === first) return true;
        if (!seen.has(dependency)) queue.push(dependency);
        seen.add(dependency);
      }
    }
    return false;
  }

  /** What a resource or data source refers to directly, `depends_on` included. */
  dependenciesOf(address: string): readonly string[] {
    const known = new Set(this.blocks.map((block) => block.address));
    const attributes = { ...this.find(address).attributes, '//': undefined };
    const found = referencesIn(JSON.stringify(attributes), known);
    return [...new Set(found)].filter((dependency) => dependency !== address).sort();
  }

  /** An output's value. */
  output(name: string): unknown {
    const outputs = (this.content['output'] ?? {}) as Record<string, { value: unknown }>;
    const output = outputs[name];
    if (output === undefined) {
      throw new Error(`no output ${name}; got ${list(Object.keys(outputs))}.`);
    }
    return output.value;
  }

  private select(type: string | undefined, data: boolean): readonly TemplateBlock[] {
    return this.blocks.filter(
      (block) =>
        block.address.startsWith('data.') === data && (type === undefined || block.type === type),
    );
  }

  private find(address: string): TemplateBlock {
    const block = this.blocks.find((candidate) => candidate.address === address);
    if (block !== undefined) return block;
    throw new Error(`no block ${address}; got ${list(this.blocks.map((one) => one.address))}.`);
  }
}

function blocksOf(section: unknown, prefix: string): readonly TemplateBlock[] {
  const types = (section ?? {}) as Record<string, Record<string, Json>>;
  return Object.entries(types).flatMap(([type, instances]) =>
    Object.entries(instances).map(([name, attributes]) => ({
      address: `${prefix}${type}.${name}`,
      type,
      attributes,
    })),
  );
}

function single(candidates: readonly TemplateBlock[], what: string): TemplateBlock {
  const [only, ...more] = candidates;
  if (only !== undefined && more.length === 0) return only;
  throw new Error(
    `expected exactly one ${what}; got ${list(candidates.map(({ address }) => address))}.`,
  );
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
