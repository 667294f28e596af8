import { dataMadeBeside } from './data-made-beside';
import { thingsMadeBeside } from './things-made-beside';
import { waysMadeBeside } from './ways-made-beside';

/** What is new in AWS and acts on what exists. */
export const awsMadeBeside = [...waysMadeBeside, ...thingsMadeBeside, ...dataMadeBeside];
