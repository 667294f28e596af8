import { awsTables } from './aws';
import { azurermTables } from './azurerm';
import { googleTables } from './google';
import { kubernetesTables } from './kubernetes';
import { utilities } from './others/utilities';
import type { KnowledgeRow } from './row';

/** Every table, by cloud. */
export const tables: Readonly<Record<string, readonly KnowledgeRow[]>> = {
  aws: awsTables,
  azurerm: azurermTables,
  google: googleTables,
  kubernetes: kubernetesTables,
  others: utilities,
};
