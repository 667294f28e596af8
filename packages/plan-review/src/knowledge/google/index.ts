import { googleData } from './data';
import { googleRunning } from './running';

/** What is known of Google Cloud. */
export const googleTables = [...googleData, ...googleRunning];
