/** Platform of a container image, as Docker names it. */
export type Platform = 'linux/amd64' | 'linux/arm64';

/** Architecture as ECS writes it in a task definition. */
export type CpuArchitecture = 'X86_64' | 'ARM64';

/** The ECS name for the architecture behind an image platform. */
export function cpuArchitectureOf(platform: Platform): CpuArchitecture {
  return platform === 'linux/arm64' ? 'ARM64' : 'X86_64';
}
