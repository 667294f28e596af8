import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfig, optionsOf } from '../config/load-config';
import { baselineInputs } from '../findings/baseline';
import type { ReviewAbout, ReviewOptions } from '../model';
import { originsOf } from '../origins/origins-of';
import { readJson } from '../config/files';
import type { PlanSource } from './find-plans';
import type { CommandOptions } from './options';

/** What the command line and its files say, read once for however many plans there are. */
export interface Settings {
  /** `--title`, else that of the configuration. @default - nobody gave one */
  readonly title?: string;
  /** What the review of one plan is told. */
  of(source: PlanSource): ReviewOptions;
}

/** Reads the configuration, the baseline and what other tools found. Throws an `Error` that names the file. */
export function readSettings(options: CommandOptions, several: boolean): Settings {
  const config = loadConfig(options.config, process.cwd());
  const configured = optionsOf(config);
  const baseline =
    options.baseline === undefined ? undefined : readJson('--baseline', options.baseline);
  const scans = options.scans.map((scan) => readJson('--scan', scan));
  const title = options.title ?? config.title;
  // The title of several plans is that of the whole report.
  const about = aboutOf(options, several ? undefined : title);
  if (baseline !== undefined) {
    baselineInputs(baseline, undefined);
  }
  return {
    title,
    of: ({ name, file }) => {
      const stack = options.stack ?? stackBeside(file);
      const origins = stack === undefined ? undefined : originsOf(readJson('--stack', stack));
      return {
        ...configured,
        ...origins,
        acknowledgements: [
          ...(origins?.acknowledgements ?? []),
          ...(configured.acknowledgements ?? []),
          ...(baseline === undefined ? [] : baselineInputs(baseline, several ? name : undefined)),
        ],
        scans,
        // A baseline holds what is there, whether this plan touches it or not.
        findings: options.writeBaseline === undefined ? options.findings : 'all',
        about,
      };
    },
  };
}

function aboutOf(
  { stage, commit, runUrl: run }: CommandOptions,
  title: string | undefined,
): ReviewAbout {
  return {
    title,
    stage,
    commit,
    run,
  };
}

/** The stack from which CDKTF's plan was made lies beside it; what it accepts and where things come from is in it. */
function stackBeside(file: string): string | undefined {
  const beside = join(dirname(file), 'cdk.tf.json');
  return file !== '-' && existsSync(beside) ? beside : undefined;
}
