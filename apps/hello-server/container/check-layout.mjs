// Runs while the image is built: proves that the base image's Node can run what was copied in, and
// takes away every write permission. Usage: node check-layout.mjs <directory>
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2];
if (!existsSync(join(root, 'dist/main.js'))) {
  console.error('hello-server image: dist/main.js is missing. Fix: nx run hello-server:build');
  process.exit(1);
}

function makeReadOnly(path) {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path)) {
      makeReadOnly(join(path, name));
    }
    chmodSync(path, 0o555);
  } else {
    if (path.endsWith('.js')) {
      execFileSync(process.execPath, ['--check', path], { stdio: 'inherit' });
    }
    chmodSync(path, 0o444);
  }
}
makeReadOnly(root);
