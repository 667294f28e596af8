import { existsSync } from 'node:fs';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Annotations, App } from 'cdktf';
import { synth } from './synth';

describe('synth', () => {
  it('runs the validations', () => {
    expect(() => synth((stack) => stack.node.addValidation({ validate: () => ['wrong'] }))).toThrow(
      '[Test] wrong',
    );
  });

  it('gives the stack a provider and the name it is asked for', () => {
    let path = '';
    const template = synth((stack) => void (path = new Vpc(stack, 'Vpc', {}).node.path), {
      stackName: 'Other',
    });
    expect(path).toBe('Other/Vpc');
    expect(template.resourcesOf('aws_vpc')).toHaveLength(1);
  });

  it('collects warnings', () => {
    expect(synth((stack) => Annotations.of(stack).addWarning('careful')).warnings).toEqual([
      'Test: careful',
    ]);
  });

  it('leaves nothing on the disk, also when the build fails', () => {
    let outdir = '';
    const fail = () =>
      synth((stack) => {
        outdir = App.of(stack).outdir;
        throw new Error('stop');
      });
    expect(fail).toThrow('stop');
    expect(outdir).not.toBe('');
    expect(existsSync(outdir)).toBe(false);
  });
});
