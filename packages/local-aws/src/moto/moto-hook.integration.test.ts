import { spawnSync } from 'node:child_process';
import { MOTO_HOOK, SECRET_VARIABLE } from './moto-hook';

const python = (text: string): { readonly status: number | null; readonly stdout: string } =>
  spawnSync('python3', ['-c', text], {
    encoding: 'utf8',
    env: { ...process.env, [SECRET_VARIABLE]: 'secret' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const SAME = `
import json, moto.server
from moto import backends
from moto.core import utils
class Service:
    def describe(self): pass
print(json.dumps({
    "folders": backends.list_of_moto_modules() is backends.list_of_moto_modules(),
    "names": "ec2" in backends.list_of_moto_modules(),
    "methods": utils.method_names_from_class(Service) is utils.method_names_from_class(Service),
    "models": utils.create_loader() is utils.create_loader(),
}))`;

const whyNot = python('import moto.server').status === 0 ? '' : ' (skipped: python3 has no moto)';
(whyNot === '' ? describe : describe.skip)(`moto behind the hook${whyNot}`, () => {
  it('does once what it does with every request otherwise', () => {
    const { stdout } = python(`${MOTO_HOOK}\n${SAME}`);
    expect(JSON.parse(stdout)).toEqual({ folders: true, names: true, methods: true, models: true });
    expect(JSON.parse(python(SAME).stdout)).toMatchObject({ folders: false, methods: false });
  });

  it('works as it is where it is made otherwise', () => {
    const otherwise = 'import moto.backends\ndel moto.backends.list_of_moto_modules';
    const { status, stdout } = python(
      `${MOTO_HOOK}\n${otherwise}\nimport moto.server\nprint(moto.server.run_simple.__name__)`,
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '<lambda>\n' });
  });
});
