#!/usr/bin/env node
// npm links a command only where its file exists, and a workspace is built after it is installed.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const command = join(__dirname, '..', 'dist', 'cli.js');
if (existsSync(command)) {
  require(command).runCommand();
} else {
  process.stderr.write('ecs-operations: not built. Fix: npx nx run ecs-operations:build.\n');
  process.exitCode = 1;
}
