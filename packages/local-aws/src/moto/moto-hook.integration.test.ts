import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOTO_HOOK, SECRET_VARIABLE } from './moto-hook';
import { findOnPath } from './moto-ways';

const directory = mkdtempSync(join(tmpdir(), 'moto-hook-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Which answers are kept and what is made for an unknown key, printed when the interpreter ends. */
const KEPT = `
import atexit, gc, json

def _kept():
    import botocore
    from botocore.loaders import JSONFileLoader
    from moto import backends
    from moto.core import utils
    from moto.iam import models as iam
    class Service:
        def describe(self): pass
    folders = backends.list_of_moto_modules
    model = botocore.__path__[0] + "/data/sts/2011-06-15/service-2"
    account = iam.iam_backends["111122223333"]
    account["aws"].access_keys["AKIAOFTHISTEST"] = None
    print(json.dumps({
        "names": "ec2" in folders(),
        "folders": folders() is folders(),
        "methods": utils.method_names_from_class(Service) is utils.method_names_from_class(Service),
        "models": utils.create_loader() is utils.create_loader(),
        "files": JSONFileLoader().load_file(model) is JSONFileLoader().load_file(model),
        "owner": iam.get_account_id_from("AKIAOFTHISTEST"),
        "stranger": iam.get_account_id_from("AKIAOFNOBODY"),
        "alone": len(account) == 1,
        "seldom": gc.get_threshold()[0] > 10000,
    }))

atexit.register(_kept)
`;

/** Runs moto_server, whatever interpreter that has, after a text of Python. */
function motoAfter(python: string): { readonly status: number | null; readonly kept: unknown } {
  writeFileSync(join(directory, 'sitecustomize.py'), python);
  const { status, stdout } = spawnSync('moto_server', ['--help'], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: directory, [SECRET_VARIABLE]: 'secret' },
  });
  const kept = /^\{.*\}$/m.exec(stdout)?.[0];
  return { status, kept: kept === undefined ? undefined : (JSON.parse(kept) as unknown) };
}

const whyNot =
  findOnPath('moto_server', process.env) === undefined
    ? ' (skipped: no moto_server on the PATH)'
    : '';
(whyNot === '' ? describe : describe.skip)(`moto behind the hook${whyNot}`, () => {
  it('keeps answers that cannot change, and the same ones', () => {
    expect(motoAfter(MOTO_HOOK + KEPT)).toEqual({
      status: 0,
      kept: {
        ...{ names: true, folders: true, methods: true, models: true, files: true },
        ...{ owner: '111122223333', stranger: '123456789012', alone: true, seldom: true },
      },
    });
  });

  it('needs the hook for that', () => {
    expect(motoAfter(KEPT)).toEqual({
      status: 0,
      kept: {
        ...{ names: true, folders: false, methods: false, models: false, files: false },
        ...{ owner: '111122223333', stranger: '123456789012', alone: false, seldom: false },
      },
    });
  });

  it('works as it is where it is made otherwise', () => {
    const otherwise = 'import moto.backends\ndel moto.backends.list_of_moto_modules\n';
    expect(motoAfter(MOTO_HOOK + otherwise)).toMatchObject({ status: 0 });
  });

  it('asks moto whose a key is where it keeps its accounts otherwise', () => {
    const otherwise = `
import atexit, json
from moto.iam import models as iam
own = iam.get_account_id_from
del iam.DEFAULT_ACCOUNT_ID
atexit.register(lambda: print(json.dumps({"own": iam.get_account_id_from is own})))
`;
    expect(motoAfter(MOTO_HOOK + otherwise)).toEqual({ status: 0, kept: { own: true } });
  });
});
