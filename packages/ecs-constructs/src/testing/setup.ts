// For jest's setupFilesAfterEnv: adds the matchers to the global expect, and their types to jest's.
import { ecsMatchers } from './matchers';

declare const expect: { extend(matchers: typeof ecsMatchers): void };

expect.extend(ecsMatchers);

// Without it the declaration of this module would not lead to those of the types.
export type { EcsMatchers } from './matchers';
