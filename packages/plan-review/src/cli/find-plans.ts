import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { byText } from '../plan/text-order';

/** One plan that was named or found. */
export interface PlanSource {
  /** The shortest path that tells it from the others. */
  readonly name: string;
  /** `-` is standard input. */
  readonly file: string;
}

/** What the command was given to review. */
export interface PlanSources {
  readonly sources: readonly PlanSource[];
  /** Whether they become one report of several plans, even if there is one only. */
  readonly several: boolean;
}

/**
 * The plans that paths name: files as they are, and of directories every plan below them, as its JSON or as the saved file.
 *
 * A saved plan whose JSON lies beside it (`tfplan` and `tfplan.json`) is found once. Throws an `Error` for a directory
 * without a plan: a report of nothing would read like one of no changes.
 */
export function findPlans(paths: readonly string[]): PlanSources {
  if (paths.length === 0) {
    return { sources: [{ name: 'standard input', file: '-' }], several: false };
  }
  const directories = paths.filter((path) => path !== '-' && isDirectory(path));
  const files = paths.flatMap((path) => (directories.includes(path) ? plansBelow(path) : [path]));
  const root = paths.length === 1 && directories.length === 1 ? directories[0] : undefined;
  return {
    sources: named([...new Set(files)], root),
    several: paths.length > 1 || directories.length > 0,
  };
}

/** Whether a file begins like a plan: as the JSON that Terraform writes of it, or as the archive that it saves. */
export function kindOfPlan(head: Uint8Array): 'json' | 'saved' | undefined {
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith('PK\u0003\u0004')) {
    // The name of the first entry of the archive stands at a fixed place.
    return text.slice(30).startsWith('tfplan') ? 'saved' : undefined;
  }
  return /^(\u00ef\u00bb\u00bf)?\s*\{\s*"format_version"\s*:/.test(text) ? 'json' : undefined;
}

const skipped: readonly string[] = ['.git', '.terraform', 'node_modules'];

function plansBelow(directory: string): readonly string[] {
  const found = entriesOf(directory);
  const json = new Set(found.filter(({ kind }) => kind === 'json').map(({ file }) => file));
  const plans = found
    .filter(({ file, kind }) => kind === 'json' || !hasJson(file, json))
    .map(({ file }) => file);
  if (plans.length === 0) {
    throw new Error(
      `plan-review: ${directory} holds no plan. ` +
        "Fix: save plans there ('terraform plan -out=tfplan'), or the JSON of them ('terraform show -json tfplan > tfplan.json').",
    );
  }
  return plans;
}

function entriesOf(
  directory: string,
): readonly { readonly file: string; readonly kind: 'json' | 'saved' }[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((left, right) => byText(left.name, right.name))
    .flatMap((entry) => {
      const file = join(directory, entry.name);
      if (entry.isDirectory()) {
        return skipped.includes(entry.name) ? [] : entriesOf(file);
      }
      const kind = entry.isFile() ? kindOfPlan(headOf(file)) : undefined;
      return kind === undefined || (kind === 'json' && !isPlan(file)) ? [] : [{ file, kind }];
    });
}

/** Terraform writes states, provider schemas and validations under the same first key. */
function isPlan(file: string): boolean {
  const head = headOf(file, 4096).toString('latin1');
  return !/"(provider_schemas|diagnostics|valid|values)"\s*:/.test(
    head.slice(
      0,
      head.search(/"(planned_values|resource_changes|output_changes|variables)"\s*:|$/),
    ),
  );
}

function hasJson(file: string, json: ReadonlySet<string>): boolean {
  const withoutExtension = file.replace(/\.[^./\\]+$/, '');
  return json.has(`${file}.json`) || json.has(`${withoutExtension}.json`);
}

function headOf(file: string, length = 256): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(descriptor, head, 0, length, 0));
  } catch {
    // What cannot be read is not known to be a plan; one that is named is read again, and then says why.
    return Buffer.alloc(0);
  } finally {
    if (descriptor !== undefined) {
      closeSync(descriptor);
    }
  }
}

/** The directory says it where there is one plan in each, as in the units of Terragrunt. */
function named(files: readonly string[], root: string | undefined): readonly PlanSource[] {
  const shown = files.map((file) =>
    file === '-' ? 'standard input' : root === undefined ? file : relative(root, file),
  );
  const folders = shown.map((path) => dirname(path));
  return files.map((file, index) => {
    const path = shown[index] ?? file;
    const folder = folders[index] ?? '.';
    const isAlone = folders.filter((other) => other === folder).length === 1;
    const name = file !== '-' && isAlone && folder !== '.' ? folder : path;
    return { name: name === '' ? basename(file) : name, file };
  });
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
