import { isList, isObject, own } from '../../plan/json';
import type { Resource } from '../../plan/plan-view';

/**
 * Whether a ConfigMap is the one by which EKS tells who is who in a cluster; any other is an application's own.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 */
export function isAwsAuth({ type, before, after }: Resource): boolean {
  if (!/^kubernetes_config_map(?:_v1)?(?:_data)?$/.test(type)) {
    return false;
  }
  const metadata = own(after ?? before, 'metadata');
  return (isList(metadata) ? metadata : [metadata]).some(
    (block) => isObject(block) && block['name'] === 'aws-auth',
  );
}
