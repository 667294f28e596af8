// One page for every construct, made from the sources: its docstring, the options it takes, and an example that runs.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { libraryProgram } from './library-program.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Where the pages are; `node tools/generate-construct-pages.mjs` writes them. */
export const PAGES = join(ROOT, 'docs');

/** Constructs that others make: their example is that of the other one. */
const MADE_BY = {
  ApplicationListener: 'application-load-balancer',
  ApplicationTargetGroup: 'application-load-balancer',
  CloudMapService: 'private-dns-namespace',
  Ec2Capacity: 'cluster',
  LoadBalancerSecurityGroup: 'application-load-balancer',
  NetworkListener: 'network-load-balancer',
  NetworkTargetGroup: 'network-load-balancer',
};

/** Every page by the name of its file. */
export function constructPages() {
  const { checker, entry } = libraryProgram();
  const exported = checker
    .getExportsOfModule(checker.getSymbolAtLocation(entry))
    .map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    );
  const constructs = exported
    .filter((symbol) => isConstruct(checker, symbol))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const pages = constructs.map((symbol) => new Page(checker, symbol, constructs));
  return Object.fromEntries([
    ['README.md', index(pages)],
    ...pages.map((page) => [page.file, page.render()]),
  ]);
}

function isConstruct(checker, symbol) {
  const declaration = symbol.valueDeclaration;
  if (
    !(symbol.flags & ts.SymbolFlags.Class) ||
    ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract
  ) {
    return false;
  }
  return ancestors(checker, symbol).includes('Construct');
}

/** The names of the classes that a class extends, the nearest first. */
function ancestors(checker, symbol) {
  const [base] =
    symbol.valueDeclaration?.heritageClauses?.find(
      ({ token }) => token === ts.SyntaxKind.ExtendsKeyword,
    )?.types ?? [];
  if (base === undefined) {
    return [];
  }
  let parent = checker.getSymbolAtLocation(base.expression);
  if (parent !== undefined && parent.flags & ts.SymbolFlags.Alias) {
    const aliased = checker.getAliasedSymbol(parent);
    parent = aliased.valueDeclaration === undefined ? undefined : aliased;
  }
  return [base.expression.getText(), ...(parent === undefined ? [] : ancestors(checker, parent))];
}

function kebab(name) {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

function index(pages) {
  const rows = pages.map(
    (page) =>
      `| [\`${page.name}\`](${page.file}) | ${cell(firstSentence(page.prose))} | ${cell(page.tag('bills'))} |`,
  );
  return `<!-- Written by tools/generate-construct-pages.mjs. -->

# The constructs

One page each: what it is for and what not, the smallest program, every option with its default, and what AWS bills.

| construct | what for | what AWS bills |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function firstSentence(text) {
  return (
    text
      .replaceAll('\n', ' ')
      .match(/^.*?[.:](?= |$)/)?.[0]
      .replace(/:$/, '.') ?? text
  );
}

/** Text for a cell of a table. */
function cell(text) {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

class Page {
  constructor(checker, symbol, constructs) {
    this.checker = checker;
    this.symbol = symbol;
    this.constructs = constructs;
    this.name = symbol.name;
    this.file = `${kebab(symbol.name)}.md`;
    this.source = relative(ROOT, symbol.valueDeclaration.getSourceFile().fileName);
    this.prose = this.docs(symbol);
    this.reasons = reasons();
    /** Interfaces whose options have a table, in the order in which they are met. */
    this.interfaces = [];
  }

  render() {
    const methods = this.methods();
    const parts = [
      `<!-- Written by tools/generate-construct-pages.mjs from ${this.source}. -->`,
      `# ${this.name}`,
      this.prose,
      `**Not for** ${this.tag('notFor')}`,
      `**AWS bills** ${this.tag('bills')}`,
      '## Smallest example',
      `\`\`\`ts\n${this.example().trim()}\n\`\`\``,
      ...this.ownOptions(),
      ...(methods.length === 0 ? [] : ['## Methods', ...methods]),
      ...this.nested(),
      ...this.links(),
    ];
    return `${parts.join('\n\n')}\n`;
  }

  /** The text of a tag of the class; without it there is no page. */
  tag(name) {
    const tag = this.symbol.getJsDocTags(this.checker).find((one) => one.name === name);
    if (tag === undefined) {
      throw new Error(
        `${this.source}: the docstring of ${this.name} says nothing in @${name}. Say there ${
          name === 'bills' ? 'what AWS bills' : 'what not to use it for'
        }: every construct has a page.`,
      );
    }
    return ts.displayPartsToString(tag.text).replaceAll(/\s+/g, ' ').trim();
  }

  example() {
    const name = MADE_BY[this.name] ?? kebab(this.name);
    const file = join(ROOT, 'examples/constructs', `${name}.ts`);
    if (!existsSync(file)) {
      throw new Error(
        `${this.name} has no example. Write examples/constructs/${name}.ts: the smallest program that uses it.`,
      );
    }
    return readFileSync(file, 'utf8');
  }

  ownOptions() {
    const constructor = this.constructorOf(this.symbol);
    const parameter = constructor?.parameters[2];
    const type = parameter && this.checker.getTypeAtLocation(parameter);
    const properties = type === undefined ? [] : this.properties(type);
    return properties.length === 0 ? [] : ['## Options', this.table(type)];
  }

  constructorOf(symbol) {
    const own = symbol.members?.get('__constructor')?.declarations?.[0];
    if (own !== undefined) {
      return own;
    }
    const type = this.checker.getDeclaredTypeOfSymbol(symbol);
    const [base] = this.checker.getBaseTypes(type);
    return base?.symbol === undefined ? undefined : this.constructorOf(base.symbol);
  }

  /** Public methods that take options, and those that grant, allow or enable something. */
  methods() {
    const type = this.checker.getDeclaredTypeOfSymbol(this.symbol);
    const own = type
      .getProperties()
      .filter((member) => member.flags & ts.SymbolFlags.Method && !isHidden(member))
      .filter((member) => this.docs(member) !== '');
    const statics = [...(this.symbol.exports?.values() ?? [])].filter(
      (member) => member.flags & ts.SymbolFlags.Method && !isHidden(member),
    );
    return [
      ...statics.map((member) => this.method(member, `${this.name}.`)),
      ...own.map((member) => this.method(member, '')),
    ];
  }

  method(member, prefix) {
    const { parameters } = member.valueDeclaration;
    const names = parameters.map((one) => one.name.getText());
    const options = parameters
      .map((one) => this.checker.getTypeAtLocation(one))
      .filter(
        (type) => isPlainInterface(type) && /(Props|Options|Attributes)$/.test(type.symbol.name),
      );
    const tables = options
      .filter((type) => this.properties(type).length > 0)
      .map((type) => `\n\n${this.table(type)}`);
    return `### ${prefix}${member.name}(${names.join(', ')})\n\n${this.docs(member)}${tables.join('')}`.trim();
  }

  properties(type) {
    return type.getProperties().filter((member) => !(member.flags & ts.SymbolFlags.Method));
  }

  table(type) {
    const rows = this.properties(type).map((member) => this.row(type, member));
    return [
      '| option | type | default | what, and why |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  }

  row(type, member) {
    const declaration = member.declarations[0];
    const text = this.typeText(declaration.type).replaceAll(/\/\*\*.*?\*\//gs, '');
    this.meet(declaration);
    const optional = member.flags & ts.SymbolFlags.Optional;
    const owners = [type.symbol?.name, declaration.parent.name?.text];
    const reason = owners.map((owner) => this.reasons[`${owner}.${member.name}`]).find(Boolean);
    const why =
      reason === undefined ? '' : `${this.docs(member) === '' ? '' : ' '}*Why:* ${reason}.`;
    const standard = optional ? defaultOf(member.getJsDocTags(this.checker)) : '*needed*';
    const what = `${this.docs(member)}${why}`;
    return `| \`${member.name}\` | \`${cell(text.replace(/^readonly /, ''))}\` | ${cell(standard)} | ${cell(what)} |`;
  }

  /** As it is written, with its values where it is the name of a few. */
  typeText(node) {
    if (node === undefined) {
      return '';
    }
    if (ts.isTypeReferenceNode(node)) {
      const type = this.checker.getTypeAtLocation(node);
      if (type.isUnion() && type.types.every((one) => one.isStringLiteral())) {
        const values = this.valuesOf(type).join(' | ');
        return ts.isArrayTypeNode(node.parent) ? `(${values})` : values;
      }
    }
    const parts = [];
    let end = node.getStart();
    ts.forEachChild(node, (child) => {
      parts.push(node.getSourceFile().text.slice(end, child.getStart()), this.typeText(child));
      end = child.getEnd();
    });
    return [...parts, node.getSourceFile().text.slice(end, node.getEnd())].join('');
  }

  /** In the order in which they are written down; the compiler's own depends on all other code. */
  valuesOf(type) {
    const written = type.aliasSymbol?.declarations?.[0].type;
    return written !== undefined && ts.isUnionTypeNode(written)
      ? written.types.map((one) => one.getText())
      : type.types.map(({ value }) => `'${value}'`).sort();
  }

  /** Notes the interfaces of the library that the type of an option names, for tables of their own. */
  meet(declaration) {
    const visit = (node) => {
      if (ts.isTypeReferenceNode(node)) {
        const type = this.checker.getTypeAtLocation(node);
        if (isPlainInterface(type) && !this.interfaces.includes(type)) {
          this.interfaces.push(type);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(declaration);
  }

  /** Grows while it is walked: options of options have options. */
  nested() {
    const parts = [];
    for (const type of this.interfaces) {
      const { symbol } = type;
      parts.push(`### ${symbol.name}`, this.docs(symbol), this.table(type));
    }
    return parts.length === 0
      ? []
      : ['## Types of options', ...parts.filter((part) => part !== '')];
  }

  links() {
    const links = this.symbol
      .getJsDocTags(this.checker)
      .filter(({ name }) => name === 'see')
      .map(({ text }) => `- <${ts.displayPartsToString(text).trim()}>`);
    return links.length === 0 ? [] : ['## AWS says', links.join('\n')];
  }

  /** Prose of a docstring; links name what they point to. */
  docs(symbol) {
    return ts
      .displayPartsToString(symbol.getDocumentationComment(this.checker))
      .replaceAll(/\{@link\s+([\w.]+)\s*\}/g, (_, name) => {
        const page = this.constructs.find((one) => one.name === name.split('.')[0]);
        return page === undefined || page === this.symbol
          ? `\`${name}\``
          : `[\`${name}\`](${kebab(page.name)}.md)`;
      })
      .trim();
  }
}

function defaultOf(tags) {
  const tag = tags.find(({ name }) => name === 'default');
  const text = ts.displayPartsToString(tag?.text).trim();
  return text.startsWith('- ') ? text.slice(2) : `\`${text.replaceAll('`', '')}\``;
}

/** An interface of the library with options only: no contract, no class. */
function isPlainInterface(type) {
  const [declaration] = type.symbol?.declarations ?? [];
  return (
    declaration !== undefined &&
    ts.isInterfaceDeclaration(declaration) &&
    !declaration.getSourceFile().fileName.includes('node_modules') &&
    !/^I[A-Z]/.test(type.symbol.name) &&
    type.getProperties().every(({ flags }) => !(flags & ts.SymbolFlags.Method))
  );
}

function isHidden({ declarations = [] }) {
  return declarations.some(
    (one) =>
      ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected),
  );
}

/** Why a default is what it is: the table of the README. */
function reasons() {
  const rows = readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(
    /^\| `(\w+\.\w+)`\s*\|[^|]*\|\s*([^|]*?)\s*\|$/gm,
  );
  return Object.fromEntries([...rows].map(([, property, reason]) => [property, reason]));
}
