// What GitHub runs. A release holds the built files; here they are there after a build.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const action = join(__dirname, '..', 'dist', 'action', 'run.js');
if (existsSync(action)) {
  require(action).runAction();
} else {
  process.stdout.write(
    '::error::plan-review: not built. Fix: use a release, or run the build of plan-review before this step.\n',
  );
  process.exitCode = 1;
}
