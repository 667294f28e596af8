import { azurermData } from './data';
import { azurermRunning } from './running';

/** What is known of Azure. */
export const azurermTables = [...azurermData, ...azurermRunning];
