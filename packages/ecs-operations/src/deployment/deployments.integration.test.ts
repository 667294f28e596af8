import { spawnSync } from 'node:child_process';
import { DeploymentWorkspace, type StackService } from '../testing/deployment-workspace';
import { LocalServices, whyNoContainers } from '../testing/local-services';

const reason =
  spawnSync('terraform', ['version']).status === 0 ? whyNoContainers() : 'no terraform on the PATH';
const title = `deployments of a stack${reason === undefined ? '' : ` (skipped: ${reason})`}`;
const describeWithAll = reason === undefined ? describe : describe.skip;

const SERVER = `
  require('http').createServer((request, response) => {
    response.setHeader('x-app-version', process.env.APP_VERSION);
    response.end('Hello');
  }).listen(8080);
  process.on('SIGTERM', () => process.exit(0));`;
const PORT = { portMappings: [{ containerPort: 8080, hostPort: 0 }] };
const good = (version: string): StackService => ({
  program: SERVER,
  environment: { APP_VERSION: version },
  container: PORT,
});
const CRASHES: StackService = { program: `console.log('no database'); process.exit(7)` };
const BREAKER = { deployment_circuit_breaker: { enable: true, rollback: true } };

describeWithAll(title, () => {
  let local: LocalServices;
  let workspace: DeploymentWorkspace;

  beforeAll(async () => {
    local = await LocalServices.start('127.0.64.11');
    workspace = new DeploymentWorkspace(local);
  }, 600_000);
  afterAll(async () => {
    workspace.remove();
    await local.stop();
  }, 300_000);

  it('fail where the second service crashes, on the first deployment too, and say why', async () => {
    workspace.setServices({ web: good('1'), worker: CRASHES });
    const { code, output, seconds } = await workspace.nx('app:deploy');
    console.log(output, code, seconds);
    expect(code).toBe(1);
    expect(output).toContain(
      'Stopped, because it could only wait: Service worker: worker:1 failed: ',
    );
  });
});
