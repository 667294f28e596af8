/** Where rows come from: pages of vendors, and of the providers that call them. */
export const aws = 'https://docs.aws.amazon.com';
export const awsProvider =
  'https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources';
export const azure = 'https://learn.microsoft.com/azure';
export const azureProvider =
  'https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources';
export const googleProvider =
  'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources';
export const kubernetesDocs = 'https://kubernetes.io/docs/concepts';
export const kubernetesProvider =
  'https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources';
