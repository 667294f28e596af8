import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 optimize later and inline less, in the whole process: not for a library.
 *
 * A review runs for seconds through much code, and through little of it for long. V8 optimized hundreds of its functions
 * beside it, each with all that it calls: as much processor time as the review itself, on the cores that it waited for.
 */
export function optimizeLess(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=100');
  // Later releases have a quick compiler before the thorough one, and no such option.
  if (process.versions.v8.startsWith('11.3.')) {
    setFlagsFromString('--interrupt-budget=400000');
  }
}
