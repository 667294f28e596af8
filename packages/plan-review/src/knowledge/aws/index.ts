import { compute } from './compute';
import { databases } from './databases';
import { identity } from './identity';
import { keysAndGuards } from './keys-and-guards';
import { loadBalancing } from './load-balancing';
import { namesAndEdge } from './names-and-edge';
import { network } from './network';
import { serverless } from './serverless';
import { storage } from './storage';
import { stores } from './stores';
import { watchingAndStacks } from './watching-and-stacks';

/** What is known of AWS. Types and attributes are those of provider 5.100. */
export const awsTables = [
  ...[databases, stores, storage, network, loadBalancing, namesAndEdge],
  ...[compute, serverless, identity, keysAndGuards, watchingAndStacks],
].flat();
