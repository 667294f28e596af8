// The library as the compiler reads it, without the types of other packages: a second instead of ten.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The type checker, and the module that holds all exports. */
export function libraryProgram() {
  const entry = join(ROOT, 'src/index.ts');
  const settings = {
    strict: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(settings);
  host.resolveModuleNameLiterals = (names, file) =>
    names.map(({ text }) => ({
      resolvedModule: text.startsWith('.')
        ? { resolvedFileName: `${join(dirname(file), text)}.ts`, extension: '.ts' }
        : undefined,
    }));
  const program = ts.createProgram([entry], settings, host);
  return { checker: program.getTypeChecker(), entry: program.getSourceFile(entry) };
}
