import { backups } from './backups';
import { bucketRules } from './bucket-rules';
import { containers } from './containers';
import { databases } from './databases';
import { functionsAndApis } from './functions-and-apis';
import { identity } from './identity';
import { keysAndGuards } from './keys-and-guards';
import { loadBalancing } from './load-balancing';
import { machines } from './machines';
import { messages } from './messages';
import { namesAndEdge } from './names-and-edge';
import { network } from './network';
import { storage } from './storage';
import { stores } from './stores';
import { watchingAndStacks } from './watching-and-stacks';

/** What is known of AWS. Types and attributes are those of provider 5.100. */
export const awsTables = [
  ...[databases, stores, storage, bucketRules, backups, network, loadBalancing, namesAndEdge],
  ...[machines, containers, functionsAndApis, messages, identity, keysAndGuards, watchingAndStacks],
].flat();
