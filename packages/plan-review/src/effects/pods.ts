import { effect, firstBlock, type EffectRule } from './context';

/** https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment */
const deployment: EffectRule = (subject) => {
  const { change, after } = subject;
  const strategy = firstBlock(firstBlock(after['spec'])?.['strategy']);
  const recreates = change.action === 'update' && strategy?.['type'] === 'Recreate';
  return recreates && subject.paths.some((path) => /^spec(\[\d+\])?\.template\b/.test(path))
    ? effect(
        'downtime',
        'all of its pods stop before new ones start, because its strategy is Recreate',
      )
    : [];
};

/** Deployments of Kubernetes. */
export const podRules: Readonly<Record<string, EffectRule>> = {
  kubernetes_deployment: deployment,
  kubernetes_deployment_v1: deployment,
};
