import { TerraformDataSource, TerraformResource, type TerraformStack, Testing } from 'cdktf';
import {
  isBelow,
  type Json,
  type JsonValue,
  list,
  nothingAt,
  parseBlocks,
  type Paths,
  pathsInMetadata,
  single,
  type TemplateBlock,
} from './block';
import { decodeBase64Call, parseJsonTemplate, referencesIn } from './hcl';
import { statementsOf, type TemplateStatement } from './policy';
import { parseToml } from './toml';

/** A container definition as ECS gets it. */
export type ParsedContainer = Readonly<Record<string, JsonValue>>;

const TASK_DEFINITION = 'aws_ecs_task_definition';
const LAUNCH_TEMPLATE = 'aws_launch_template';

/**
 * Read access to a synthesized stack, for tests: counts, construct paths, parsed container definitions and policies,
 * decoded user data, and the order in which Terraform creates and destroys.
 *
 * It reads what was synthesized; it does not know what AWS would make of it.
 */
export class Template {
  /**
   * Parses Terraform JSON. Construct paths are known where the JSON names them: in a `cdk.tf.json`, but not in what
   * cdktf's `Testing.synth` returns.
   */
  static fromJson(json: string): Template {
    const content = JSON.parse(json) as Json;
    return new Template(json, content, [], blocksOf(content, pathsInMetadata(content)));
  }

  /** Synthesizes a stack with every validation, whose errors are thrown. The stack brings its own providers. */
  static fromStack(stack: TerraformStack): Template {
    const json = Testing.synth(stack, true);
    const content = JSON.parse(json) as Json;
    return new Template(json, content, warningsOf(stack), blocksOf(content, pathsOf(stack)));
  }

  private graph?: ReadonlyMap<string, readonly string[]>;

  private constructor(
    /** The synthesized text, for cdktf's own matchers. */
    readonly json: string,
    private readonly content: Json,
    /** Warnings that constructs added with `Annotations`, with the construct's path in front. */
    readonly warnings: readonly string[],
    private readonly all: readonly TemplateBlock[],
    private readonly blocks: readonly TemplateBlock[] = all,
  ) {}

  /** Every resource, or those of one type, by address. */
  resourcesOf(type?: string): readonly TemplateBlock[] {
    return this.select(type, false);
  }

  /** Every data source, or those of one type, by address. */
  dataSourcesOf(type?: string): readonly TemplateBlock[] {
    return this.select(type, true);
  }

  /** How many resources of a type there are. */
  count(type: string): number {
    return this.resourcesOf(type).length;
  }

  /** The one resource of a type; an error when there is none or more than one. */
  resource(type: string): TemplateBlock {
    return single(this.resourcesOf(type), type);
  }

  /** The one data source of a type; an error when there is none or more than one. */
  dataSource(type: string): TemplateBlock {
    return single(this.dataSourcesOf(type), `data.${type}`);
  }

  /**
   * The part of the stack below a construct, `Cluster/Hosts`: the same questions, about fewer blocks.
   *
   * @throws when there is nothing, with the paths that are there
   */
  at(path: string): Template {
    const inside = this.blocks.filter((block) => isBelow(block.path, path));
    if (inside.length === 0) {
      throw nothingAt(path, this.blocks);
    }
    const part = new Template(this.json, this.content, this.warnings, this.all, inside);
    part.graph = this.graph;
    return part;
  }

  /** The resource or data source of a construct: its own, or its child named `Resource`. */
  resourceAt(path: string): TemplateBlock {
    const find = (wanted: string) => this.blocks.find((block) => block.path === wanted);
    const block = find(path) ?? find(`${path}/Resource`);
    if (block === undefined) {
      throw nothingAt(path, this.blocks);
    }
    return block;
  }

  /**
   * The parsed containers of a task definition; of the only one when no family is given. What only Terraform knows stands
   * there as a reference, for example `${aws_ecr_repository.Repository.repository_url}:1`.
   */
  containerDefinitions(family?: string): readonly ParsedContainer[] {
    const candidates = this.resourcesOf(TASK_DEFINITION).filter(
      ({ attributes }) => family === undefined || attributes['family'] === family,
    );
    const what = family === undefined ? TASK_DEFINITION : `${TASK_DEFINITION} ${family}`;
    return containersOf(single(candidates, what));
  }

  /** The container with a name, in the task definition of a family or in any. */
  container(name: string, family?: string): ParsedContainer {
    const containers =
      family === undefined
        ? this.resourcesOf(TASK_DEFINITION).flatMap(containersOf)
        : this.containerDefinitions(family);
    const named = containers.filter((container) => container['name'] === name);
    const [only, ...more] = named;
    if (only !== undefined && more.length === 0) {
      return only;
    }
    const names = containers.map((container) => String(container['name']));
    throw new Error(`expected exactly one container ${name}; got ${list(names)}.`);
  }

  /** The decoded user data of the only launch template, or of the one at an address or construct path. */
  userData(where?: string): string {
    const launchTemplates = this.resourcesOf(LAUNCH_TEMPLATE);
    const { attributes } = single(
      where === undefined
        ? launchTemplates
        : launchTemplates.filter(({ address, path }) => address === where || isBelow(path, where)),
      where === undefined ? LAUNCH_TEMPLATE : `${LAUNCH_TEMPLATE} at ${where}`,
    );
    return decodeBase64Call(attributes['user_data'] as string);
  }

  /** The user data of Bottlerocket hosts, parsed: `userDataToml().settings.ecs.cluster`. */
  userDataToml(where?: string): JsonValue {
    return parseToml(this.userData(where));
  }

  /** The parsed statements of every inline policy, managed policy and trust policy. */
  policyStatements(): readonly TemplateStatement[] {
    return this.resourcesOf().flatMap(statementsOf);
  }

  /**
   * True when Terraform creates the first only before the second, and so destroys it only after the second: the second
   * refers to it, directly or through others. Both are addresses or construct paths.
   */
  createdBefore(first: string, second: string): boolean {
    const wanted = this.find(first).address;
    const seen = new Set<string>();
    const queue = [this.find(second).address];
    for (let address = queue.pop(); address !== undefined; address = queue.pop()) {
      for (const dependency of this.dependencies.get(address) ?? []) {
        if (dependency === wanted) {
          return true;
        }
        if (!seen.has(dependency)) {
          queue.push(dependency);
        }
        seen.add(dependency);
      }
    }
    return false;
  }

  /** What a resource or data source refers to directly, `depends_on` included. */
  dependenciesOf(where: string): readonly string[] {
    return this.dependencies.get(this.find(where).address) ?? [];
  }

  /** Names of all outputs. */
  get outputNames(): readonly string[] {
    return Object.keys((this.content['output'] ?? {}) as Json);
  }

  /** An output's value. */
  output(name: string): JsonValue {
    const output = (this.content['output'] as Json | undefined)?.[name];
    if (output === undefined) {
      throw new Error(`no output ${name}; got ${list(this.outputNames)}.`);
    }
    return output.value;
  }

  private select(type: string | undefined, data: boolean): readonly TemplateBlock[] {
    return this.blocks.filter(
      (block) =>
        block.address.startsWith('data.') === data && (type === undefined || block.type === type),
    );
  }

  private find(where: string): TemplateBlock {
    const block = this.all.find(({ address }) => address === where);
    if (block !== undefined) {
      return block;
    }
    const isAddress = where.includes('.') && !where.includes('/');
    if (!isAddress) {
      return this.whole().resourceAt(where);
    }
    throw new Error(`no block ${where}; got ${list(this.all.map(({ address }) => address))}.`);
  }

  private whole(): Template {
    return this.blocks === this.all
      ? this
      : new Template(this.json, this.content, this.warnings, this.all);
  }

  private get dependencies(): ReadonlyMap<string, readonly string[]> {
    if (this.graph === undefined) {
      const known = new Set(this.all.map(({ address }) => address));
      this.graph = new Map(
        this.all.map(({ address, attributes }) => {
          const found = referencesIn(JSON.stringify({ ...attributes, '//': undefined }), known);
          return [address, [...new Set(found)].filter((other) => other !== address).sort()];
        }),
      );
    }
    return this.graph;
  }
}

function blocksOf(content: Json, paths: Paths): readonly TemplateBlock[] {
  return [
    ...parseBlocks(content['resource'] as Json, '', paths),
    ...parseBlocks(content['data'] as Json, 'data.', paths),
  ];
}

function containersOf({ attributes }: TemplateBlock): readonly ParsedContainer[] {
  return parseJsonTemplate(attributes['container_definitions'] as string) as ParsedContainer[];
}

/** `Testing.synth` drops the metadata that names the paths, so they are read from the tree itself. */
function pathsOf(stack: TerraformStack): Paths {
  const below = `${stack.node.path}/`.length;
  return new Map(
    stack.node.findAll().flatMap((construct) => {
      const data = TerraformDataSource.isTerraformDataSource(construct);
      if (!data && !TerraformResource.isTerraformResource(construct)) {
        return [];
      }
      const address = `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
      return [[data ? `data.${address}` : address, construct.node.path.slice(below)] as const];
    }),
  );
}

function warningsOf(stack: TerraformStack): readonly string[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === '@cdktf/warn')
        .map(({ data }) => `${node.path}: ${data}`),
    );
}
