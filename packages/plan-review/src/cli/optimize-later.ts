import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 optimize later, in the whole process: not for a library.
 *
 * A review runs for seconds through much code, and through little of it for long. V8 optimized some four hundred of its
 * functions beside it, which took as much processor time as the review itself, from the cores that it waited for.
 *
 * Only of Node.js 20: later releases have no such option, and a quick compiler before the thorough one.
 */
export function optimizeLater(): void {
  if (process.versions.v8.startsWith('11.3.')) {
    setFlagsFromString('--interrupt-budget=500000');
  }
}
