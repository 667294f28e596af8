import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStackFile, type StackFile } from './stack-file';

const root = mkdtempSync(join(tmpdir(), 'nx-cdktf-unit-'));
afterAll(() => rmSync(root, { recursive: true }));

function read(stack: unknown): StackFile {
  const file = join(root, 'cdk.tf.json');
  writeFileSync(file, typeof stack === 'string' ? stack : JSON.stringify(stack));
  return readStackFile(file);
}

describe('readStackFile', () => {
  it('reads providers in their long form', () => {
    const required_providers = {
      aws: { source: 'aws', version: '5.100.0' },
      docker: { source: 'kreuzwerker/docker', version: '3.6.2' },
      random: '~> 3.0',
      plain: {},
    };
    expect(read({ terraform: { required_providers } }).providers).toEqual({
      'hashicorp/aws': '5.100.0',
      'kreuzwerker/docker': '3.6.2',
      'hashicorp/random': '~> 3.0',
      'hashicorp/plain': '',
    });
  });

  it('reads the backend, local when there is none', () => {
    expect(read({ terraform: { backend: { s3: { bucket: 'b' } } } }).backend).toEqual({
      type: 's3',
      config: { bucket: 'b' },
    });
    expect(read({}).backend).toEqual({ type: 'local', config: {} });
  });

  it('reads where each resource comes from', () => {
    const resource = { aws_vpc: { a: { '//': { metadata: { path: 'Hello/Vpc' } } }, b: {} } };
    expect(read({ resource }).constructPaths).toEqual({ 'aws_vpc.a': 'Hello/Vpc' });
  });

  it('says to synthesize again when the file is not JSON', () => {
    expect(() => read('{')).toThrow('Fix: synthesize again');
  });
});
