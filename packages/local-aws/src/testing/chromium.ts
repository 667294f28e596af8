import { chromium, type Browser } from 'playwright-core';
import { findOnPath } from '../moto/moto-ways';

/** The browser to test with: CHROMIUM_BINARY, or the first one on the PATH; undefined where there is none. */
export function chromiumBinary(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = ['chromium', 'chromium-browser', 'google-chrome'].map((name) =>
    findOnPath(name, env),
  );
  return [env['CHROMIUM_BINARY'] || undefined, ...named].find((file) => file !== undefined);
}

/** Starts a browser without a window in which a foreign name leads to this machine, as after a DNS rebinding. */
export function launchChromium(foreignName: string): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumBinary() ?? '',
    args: [
      // A container's root may not make the sandbox's namespaces; the pages are this package's own.
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      `--host-resolver-rules=MAP ${foreignName} 127.0.0.1`,
      // Chromium's own protection of the local network is not what is tested: other browsers have none.
      '--disable-features=LocalNetworkAccessChecks,PrivateNetworkAccessRespectPreflightResults,BlockInsecurePrivateNetworkRequests',
    ],
  });
}
