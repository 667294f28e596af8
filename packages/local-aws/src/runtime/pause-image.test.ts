import { pauseProgram } from './pause-image';

describe('pauseProgram', () => {
  it.each([
    ['amd64', 0x3e],
    ['arm64', 0xb7],
  ])('is a file that %s runs from its first instruction on', (architecture, machine) => {
    const program = pauseProgram(architecture);
    expect(program.subarray(0, 4)).toEqual(Buffer.from('\x7fELF', 'latin1'));
    expect(program.readUInt16LE(18)).toBe(machine);
    const [entry, base] = [24, 80].map((at) => Number(program.readBigUInt64LE(at)));
    expect((entry ?? 0) - (base ?? 0)).toBe(120);
    expect(Number(program.readBigUInt64LE(96))).toBe(program.length);
  });

  it('is not there for other machines, and says which have it', () => {
    expect(() => pauseProgram('riscv64')).toThrow('need an engine on amd64 or arm64; got riscv64.');
  });
});
