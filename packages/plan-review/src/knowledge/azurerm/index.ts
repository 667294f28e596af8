import { azurermDatabases } from './databases';
import { azurermNames } from './names';
import { azurermRunning } from './running';
import { azurermStorage } from './storage-and-messages';

/** What is known of Azure. */
export const azurermTables = [
  ...azurermDatabases,
  ...azurermStorage,
  ...azurermRunning,
  ...azurermNames,
];
