import { App } from 'cdktf';
import { loadConfig } from './config';
import { HelloStack } from './hello-stack';
import { stackId } from './names';

try {
  const config = loadConfig(process.env['STAGE'] ?? 'local', process.env);
  const app = new App();
  new HelloStack(app, stackId(config.stage), config);
  app.synth();
} catch (error) {
  // The message says what to change; a stack trace would only hide it.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env['VERBOSE'] !== undefined) {
    console.error(error);
  }
  process.exitCode = 1;
}
