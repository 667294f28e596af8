// For jest's setupFilesAfterEnv: adds the matchers to the global expect, and their types to jest's.
import { ecsMatchers } from './matchers';

declare const expect: { extend(matchers: typeof ecsMatchers): void };

expect.extend(ecsMatchers);
