// What every public option of the library is, read from its TypeScript types. The types of other packages are not loaded:
// what they name counts as anything.
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { libraryProgram } from './library-program.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OPTIONS = /(Props|Options|Attributes)$|^(PolicyStatement|EcrLifecycleRule)$/;

/** What the library refuses with more words of its own: there any text is one. */
const TOLD_ELSEWHERE = ['Ec2TaskDefinitionProps.networkMode', 'NetworkProps.vpcEndpoints'];

/** Reads the exports of the library: the shapes of options, and the calls that take them. */
export function readLibrary() {
  const { checker, entry } = libraryProgram();
  return new Reader(checker).read(entry);
}

class Reader {
  /** Unions that are being read. */
  within = new Set();
  shapes = {};
  things = {};
  calls = [];

  constructor(checker) {
    this.checker = checker;
  }

  read(entry) {
    const exported = this.checker
      .getExportsOfModule(this.checker.getSymbolAtLocation(entry))
      .map((symbol) =>
        symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol,
      );
    this.classes = exported.filter(({ flags }) => flags & ts.SymbolFlags.Class);
    for (const symbol of exported) {
      if (symbol.flags & ts.SymbolFlags.Class) {
        this.readClass(symbol);
      } else if (symbol.flags & ts.SymbolFlags.Function) {
        this.readCall(symbol.name, symbol.valueDeclaration);
      }
    }
    return { shapes: sorted(this.shapes), things: sorted(this.things), calls: this.calls };
  }

  readClass(symbol) {
    for (const member of symbol.valueDeclaration.members) {
      const hidden =
        ts.getCombinedModifierFlags(member) &
        (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
      if (hidden) {
        continue;
      }
      if (ts.isConstructorDeclaration(member)) {
        const abstract =
          ts.getCombinedModifierFlags(symbol.valueDeclaration) & ts.ModifierFlags.Abstract;
        if (!abstract) {
          this.readCall(`new ${symbol.name}`, member);
        }
      } else if (ts.isMethodDeclaration(member) && member.name) {
        const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static;
        this.readCall(`${symbol.name}${isStatic ? '.' : '#'}${member.name.getText()}`, member);
      }
    }
  }

  /** A call counts when one of its parameters is an object of options. */
  readCall(name, declaration) {
    const parameters = declaration.parameters.map((parameter) => {
      const type = this.checker.getTypeAtLocation(parameter);
      return this.isOptions(type) ? `#${this.shape(type)}` : parameter.name.getText();
    });
    if (parameters.some((text) => text.startsWith('#'))) {
      this.calls.push({
        name,
        parameters,
        file: relative(ROOT, declaration.getSourceFile().fileName),
      });
    }
  }

  isOptions(type) {
    const [declaration] = this.symbolOf(type)?.declarations ?? [];
    return (
      declaration !== undefined &&
      ts.isInterfaceDeclaration(declaration) &&
      OPTIONS.test(declaration.name.text)
    );
  }

  symbolOf(type) {
    return type.aliasSymbol ?? type.symbol;
  }

  shape(type) {
    const { name } = type.symbol;
    if (this.shapes[name] !== undefined) {
      return name;
    }
    this.shapes[name] = {};
    for (const property of type.getProperties()) {
      const optional = property.flags & ts.SymbolFlags.Optional ? '?' : '';
      const kind = this.kind(this.checker.getTypeOfSymbol(property));
      const isToldElsewhere = TOLD_ELSEWHERE.includes(`${name}.${property.name}`);
      this.shapes[name][`${property.name}${optional}`] = isToldElsewhere
        ? kind.replace(/'.*'/, 'string')
        : kind;
    }
    return name;
  }

  /** See `OptionKind` in src/support/option-shapes.ts for the notation. */
  kind(type) {
    if (!type.isUnion()) {
      return this.single(type);
    }
    // JSON holds JSON.
    if (this.within.has(type)) {
      return '*';
    }
    this.within.add(type);
    const kind = this.union(
      type.types.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null))),
    );
    this.within.delete(type);
    return kind;
  }

  union(types) {
    const isBoolean = types.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral).length === 2;
    const rest = types.filter(({ flags }) => !isBoolean || !(flags & ts.TypeFlags.BooleanLiteral));
    const kinds = [
      ...new Set([...(isBoolean ? ['boolean'] : []), ...rest.map((one) => this.single(one))]),
    ];
    return kinds.includes('*') ? '*' : kinds.join(' | ');
  }

  single(type) {
    const { flags } = type;
    if (type.isStringLiteral()) {
      return `'${type.value}'`;
    }
    if (flags & ts.TypeFlags.StringLike) {
      return 'string';
    }
    if (flags & ts.TypeFlags.NumberLike) {
      return 'number';
    }
    if (flags & ts.TypeFlags.BooleanLike) {
      return 'boolean';
    }
    if (!(flags & ts.TypeFlags.Object)) {
      return '*';
    }
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type)) {
      const [element] = this.checker.getTypeArguments(type);
      return `[${this.kind(element)}]`;
    }
    const value = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (value !== undefined) {
      return `{${this.kind(value)}}`;
    }
    if (type.getCallSignatures().length > 0) {
      return 'function';
    }
    return this.object(type);
  }

  object(type) {
    const [declaration] = type.symbol?.declarations ?? [];
    if (
      declaration === undefined ||
      declaration.getSourceFile().fileName.includes('node_modules')
    ) {
      return '*';
    }
    const properties = type.getProperties();
    const isPlain =
      ts.isInterfaceDeclaration(declaration) &&
      !/^I[A-Z]/.test(type.symbol.name) &&
      properties.length > 0;
    const hasMethods = properties.some(({ flags }) => flags & ts.SymbolFlags.Method);
    if (isPlain && !hasMethods) {
      return `#${this.shape(type)}`;
    }
    return ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)
      ? `@${this.thing(type)}`
      : '*';
  }

  thing(type) {
    const { name } = type.symbol;
    const members = type
      .getProperties()
      .filter((member) => !(member.flags & ts.SymbolFlags.Optional) && !isHidden(member))
      .map((member) => member.name);
    this.things[name] ??= {
      members: members.filter((member) => member !== 'node'),
      makers: this.makers(type),
    };
    return name;
  }

  /** How to come by such a thing: constructors of classes, and static methods that return it. */
  makers(type) {
    return this.classes.flatMap((symbol) => {
      const fits = (one) => this.checker.isTypeAssignableTo(one, type);
      const constructor = symbol.members?.get('__constructor')?.declarations?.[0];
      const open =
        constructor !== undefined &&
        !isHidden(constructor.symbol) &&
        !(ts.getCombinedModifierFlags(symbol.valueDeclaration) & ts.ModifierFlags.Abstract);
      const own =
        open && fits(this.checker.getDeclaredTypeOfSymbol(symbol)) ? [`new ${symbol.name}`] : [];
      const statics = symbol.valueDeclaration.members.filter(
        (member) =>
          ts.isMethodDeclaration(member) &&
          ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static &&
          !(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) &&
          fits(
            this.checker.getReturnTypeOfSignature(this.checker.getSignatureFromDeclaration(member)),
          ),
      );
      return [...own, ...statics.map((member) => `${symbol.name}.${member.name.getText()}`)];
    });
  }
}

function isHidden({ declarations = [] }) {
  return declarations.some(
    (one) =>
      ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected),
  );
}

function sorted(record) {
  return Object.fromEntries(
    Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** The file that holds the table. */
export const OPTION_TABLE = join(ROOT, 'src/support/option-shapes.ts');

/** The content of that file. */
export function optionTable({ shapes, things } = readLibrary()) {
  const options = Object.entries(shapes).map(
    ([name, shape]) =>
      `${name} ${Object.entries(shape)
        .map(([key, kind]) => `${key}=${kind}`)
        .join('; ')}`,
  );
  const others = Object.entries(things).map(
    ([name, { members, makers }]) => `${name} ${members.join(' ')}; ${makers.join(', ')}`,
  );
  return `/**
 * The options of the public interfaces, one interface a line, for callers whose compiler does not check them. Written by
 * \`tools/generate-option-shapes.mjs\` from the types themselves.
 *
 * \`name=kind\`, with a question mark where it may be left out. A kind is \`string\`, \`number\`, \`boolean\`, \`function\`,
 * \`'literal'\`, \`[list of a kind]\`, \`{map of a kind}\`, \`#Interface\` of this table, \`@Thing\` of the one below, or \`*\`.
 */
export const OPTION_SHAPES = \`
${options.join('\n')}
\`;

/** What has methods: the members by which it is known, and the calls that make one. */
export const OPTION_THINGS = \`
${others.join('\n')}
\`;
`;
}
