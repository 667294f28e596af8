import { kubernetesObjects } from './objects';

/** What is known of Kubernetes and Helm. */
export const kubernetesTables = kubernetesObjects;
