import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const WORKSPACE = join(__dirname, '../../..');

/** What ESLint, with the configuration of the workspace, says of a text if it stood in a file of the library. */
const LINT = `
  import { ESLint } from 'eslint';
  // The graph of Nx has no part in it, and is not there on every machine.
  const rules = { '@nx/enforce-module-boundaries': 'off' };
  const eslint = new ESLint({ overrideConfig: [{ rules }] });
  const findings = async ([file, text]) => {
    const filePath = file.startsWith('packages/') ? file : 'packages/ecs-constructs/src/' + file;
    const [{ messages }] = await eslint.lintText(text, { filePath });
    return messages.map(({ ruleId, message }) => ruleId + ': ' + message);
  };
  console.log(JSON.stringify(await Promise.all(JSON.parse(process.argv[1]).map(findings))));
`;

const lint = (...texts: readonly (readonly [file: string, text: string])[]) =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', LINT, JSON.stringify(texts)], {
      cwd: WORKSPACE,
      encoding: 'utf8',
    }),
  ) as readonly (readonly string[])[];

const upwards = (path: string, room: string) =>
  `import-x/no-restricted-paths: Unexpected path "${path}" imported in restricted zone. The room ${room} is below ` +
  `it. Move what both need down, or into a contract of ${room}.`;

describe('between the rooms', () => {
  it('arrows go down only, those of types too', () => {
    const [down, up, type, index] = lint(
      ['hosts/new.ts', "export { Role } from '../iam/role';\n"],
      ['iam/new.ts', "export { MachineImage } from '../hosts/machine-image';\n"],
      ['image/new.ts', "export type { ICluster } from '../cluster/cluster-contract';\n"],
      ['task/new.ts', "export { Secret } from '../index';\n"],
    );
    expect(down).toEqual([]);
    expect(up).toEqual([upwards('../hosts/machine-image', 'iam')]);
    expect(type).toEqual([upwards('../cluster/cluster-contract', 'image')]);
    expect(index).toEqual([upwards('../index', 'task')]);
  });

  it('arrows go down only in the other packages that have an order of rooms', () => {
    const [plan, gateway] = lint(
      [
        'packages/plan-review/src/plan/new.ts',
        "export { failedFindings } from '../findings/failed-findings';\n",
      ],
      [
        'packages/local-aws/src/gateway/new.ts',
        "export { TaskRunner } from '../ecs/task-runner';\n",
      ],
    );
    expect(plan).toEqual([upwards('../findings/failed-findings', 'plan')]);
    expect(gateway).toEqual([upwards('../ecs/task-runner', 'gateway')]);
  });

  it('a test may use any of them', () => {
    expect(lint(['iam/new.test.ts', "export { Cluster } from '../cluster/cluster';\n"])).toEqual([
      [],
    ]);
  });
});

describe('between modules', () => {
  it('code makes no circle, and types may', () => {
    const [circle, ofTypes] = lint(
      ['support/terraform-text.ts', "export { jsonText } from './json-text';\n"],
      [
        'image/build-context.ts',
        "import type { ContainerImage } from './container-image';\nexport type Image = ContainerImage;\n",
      ],
    );
    expect(circle).toEqual(['import-x/no-cycle: Dependency cycle detected']);
    expect(ofTypes).toEqual([]);
  });
});
