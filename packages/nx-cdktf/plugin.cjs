// The Nx plugin: a CDKTF app with a folder of stages gets its targets, and each of them a configuration for every stage.
// `"plugins": [{ "plugin": "nx-cdktf/plugin", "options": { "defaultStage": "local" } }]` in nx.json. Plain CommonJS: Nx
// asks for the targets before anything is built.
'use strict';

const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const {
  requestedConfiguration,
  isRequested,
  unknownConfiguration,
} = require('./configuration.cjs');

const DEFAULTS = {
  stages: 'src/stages',
  main: 'dist/main.js',
  hooks: 'dist/hooks.js',
  executors: [],
};

/** Each file that may be a stage. The folder has to be called so; where it lies, the option `stages` says. */
const PATTERN = '**/stages/*.{ts,mts,cts,js,mjs,cjs}';

/** Beside `synth`, all take the hooks of the app. None but `validate` may be cached: the world is no input. */
const WITH_HOOKS = [
  'validate',
  'plan',
  'deploy',
  'destroy',
  'output',
  'drift',
  'recover-state',
  'bootstrap',
];

/** The project of the folder and the name of the stage, where a file is one; a test beside it is none. */
function stageOf(file, stages) {
  const folder = path.posix.dirname(file);
  const [, name] = /^([^.]+)\.\w+$/.exec(path.posix.basename(file)) ?? [];
  if (name === undefined) {
    return undefined;
  }
  if (folder === stages) {
    return { root: '.', name };
  }
  return folder.endsWith(`/${stages}`)
    ? { root: folder.slice(0, -stages.length - 1), name }
    : undefined;
}

/** The targets that Terraform needs, as far as they can be told: an app adds its inputs where it lets Nx cache. */
function terraformTargets(root, { main, hooks }) {
  const within = (file) => path.posix.join(root, file);
  return {
    synth: {
      executor: 'nx-cdktf:synth',
      dependsOn: ['build', '^build'],
      outputs: ['{workspaceRoot}/dist/{projectName}/{options.stage}'],
      options: { main: within(main) },
    },
    ...Object.fromEntries(
      WITH_HOOKS.map((name) => [
        name,
        {
          executor: `nx-cdktf:${name}`,
          dependsOn: ['synth'],
          options: { hooks: within(hooks) },
          ...(name === 'validate' ? {} : { cache: false }),
        },
      ]),
    ),
  };
}

/**
 * A target for each executor of the packages that the option `executors` names: executors that take `stage` and `hooks`, and
 * work on what is deployed.
 */
function targetsOfPackages(workspaceRoot, root, { executors, hooks }) {
  return Object.fromEntries(
    executors.flatMap((name) => {
      const { directory, file } = executorsOf(name, workspaceRoot);
      const { executors: found = {} } = readJson(path.join(directory, file));
      return Object.entries(found).map(([target, { description }]) => [
        target,
        {
          executor: `${name}:${target}`,
          dependsOn: ['build', '^build'],
          options: { hooks: path.posix.join(root, hooks) },
          cache: false,
          metadata: { description },
        },
      ]);
    }),
  );
}

function executorsOf(name, workspaceRoot) {
  try {
    const manifest = require.resolve(`${name}/package.json`, { paths: [workspaceRoot] });
    const { executors: file } = readJson(manifest);
    if (typeof file === 'string') {
      return { directory: path.dirname(manifest), file };
    }
  } catch {
    // Said below: not installed, or nothing of it can be asked for.
  }
  throw new Error(
    `nx-cdktf/plugin: executors: '${name}' is no installed package with executors. Fix: npm install -D ${name}, or correct ` +
      'the option of the plugin in nx.json.',
  );
}

/** The targets that the project has written down and that take a stage: an option of that name says so. */
function ownTargets(projectFile) {
  const { targets = {} } = readJson(projectFile);
  return Object.fromEntries(
    Object.entries(targets)
      .filter(([, { options }]) => options?.stage !== undefined)
      .map(([name]) => [name, {}]),
  );
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Absent, or broken: Nx reads it itself and says so.
    return {};
  }
}

/** One result for each stage's file; Nx merges them, and shows which file a configuration comes from. */
async function createNodes(files, options, { workspaceRoot }) {
  const { defaultStage, ...settings } = { ...DEFAULTS, ...options };
  return files.flatMap((file) => {
    const stage = stageOf(file, settings.stages);
    if (stage === undefined) {
      return [];
    }
    const { root, name } = stage;
    const projectFile = path.join(workspaceRoot, root, 'project.json');
    if (!existsSync(projectFile) && !existsSync(path.join(workspaceRoot, root, 'package.json'))) {
      return [];
    }
    const all = {
      ...ownTargets(projectFile),
      ...targetsOfPackages(workspaceRoot, root, settings),
      ...terraformTargets(root, settings),
    };
    const targets = Object.fromEntries(
      Object.entries(all).map(([target, definition]) => [
        target,
        {
          ...definition,
          configurations: { [name]: { stage: name } },
          ...(name === defaultStage ? { defaultConfiguration: name } : {}),
        },
      ]),
    );
    return [[file, { projects: { [root]: { targets } } }]];
  });
}

/**
 * Nx runs a target with its default when there is no configuration of the name asked for; here that would be another
 * stage. This comes before every task, and so also for targets whose executor is not ours.
 */
async function preTasksExecution(_options, { argv }) {
  const requested = requestedConfiguration(argv);
  if (requested === undefined) {
    return;
  }
  const { readCachedProjectGraph } = require('@nx/devkit');
  for (const { name: project, data } of Object.values(readCachedProjectGraph().nodes)) {
    for (const [target, { configurations = {} }] of Object.entries(data.targets ?? {})) {
      const takesStage = Object.values(configurations).some(({ stage }) => stage !== undefined);
      if (!takesStage || !isRequested(argv, project, target)) {
        continue;
      }
      const problem = unknownConfiguration(
        requested,
        { target: { project, target } },
        data.targets,
      );
      // Without the stack: nobody needs it for a mistake of his own.
      if (problem !== undefined) {
        throw Object.assign(new Error(problem), { stack: '' });
      }
    }
  }
}

module.exports = {
  name: 'nx-cdktf/plugin',
  createNodes: [PATTERN, createNodes],
  createNodesV2: [PATTERN, createNodes],
  preTasksExecution,
};
