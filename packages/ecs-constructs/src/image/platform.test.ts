import { cpuArchitectureOf } from './platform';

describe('cpuArchitectureOf', () => {
  it('names the architecture as ECS does', () => {
    expect(cpuArchitectureOf('linux/amd64')).toBe('X86_64');
    expect(cpuArchitectureOf('linux/arm64')).toBe('ARM64');
  });
});
