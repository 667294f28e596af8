import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser to test with: CHROMIUM_BINARY, or the first one on the PATH. */
export function chromiumBinary(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const candidates = names.flatMap((name) =>
    (env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, name)),
  );
  return [env['CHROMIUM_BINARY'] ?? '', ...candidates].find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return file !== '';
    } catch {
      return false;
    }
  });
}

/** Why nothing can be tested in a browser here; undefined where one is. */
export function whyNoBrowser(): string | undefined {
  return chromiumBinary() === undefined
    ? 'no chromium on the PATH; install it to enable this'
    : undefined;
}

/** Starts a browser without a window that asks nobody outside for anything. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumBinary() ?? '',
    args: [
      // A container's root may not make the sandbox's namespaces; the pages are this package's own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
