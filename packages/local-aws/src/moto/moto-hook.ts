import { SECRET_HEADER } from '../gateway/forward';
import { FAULT_HEADER } from '../gateway/moto-answer';

/** Where moto tells its version. */
export const VERSION_PATH = '/moto-api/local-aws-version';

/** Hands moto its secret; it is taken out of the environment as soon as it is read. */
export const SECRET_VARIABLE = 'LOCAL_AWS_MOTO_SECRET';

/**
 * Python that stands around moto's server: it answers nobody who does not know the secret, tells moto's version, says what
 * a request failed of instead of showing a page, and does once what moto does with every request. It waits for the import
 * of `moto.server`, so that the same text works as `sitecustomize` of whatever interpreter moto_server runs on, and in
 * front of `moto.server.main()`.
 */
export const MOTO_HOOK = `
import gc, importlib.abc, importlib.util, os, sys

def _guarded(app):
    import hmac, json, traceback
    from moto import __version__
    secret = os.environ.pop("${SECRET_VARIABLE}", "")

    def answer(start_response, status, value, *headers):
        body = json.dumps(value).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers])
        return [body]

    def serve(environ, start_response):
        sent = environ.pop("HTTP_${SECRET_HEADER.toUpperCase().replace(/-/g, '_')}", "")
        if not secret or not hmac.compare_digest(sent.encode(), secret.encode()):
            return answer(start_response, "403 Forbidden", {"message": "moto of a local AWS: wrong or missing secret"})
        if environ.get("PATH_INFO") == "${VERSION_PATH}":
            return answer(start_response, "200 OK", {"version": __version__})
        try:
            return app(environ, start_response)
        except Exception as error:
            traceback.print_exc()
            frame = traceback.extract_tb(error.__traceback__)[-1]
            fault = {"type": type(error).__name__, "message": str(error), "where": frame.filename + ":" + frame.name}
            return answer(start_response, "500 Internal Server Error", fault, ("${FAULT_HEADER}", "1"))

    return serve

def _without_waste():
    # With each request moto reads the names of its folders from the disk and looks up what the class of a service can do,
    # which never changes, and writes a line, for which the gateway has a better one. For each service it looks through the
    # models of all and reads some again. To tell whose a key is it makes an IAM for each partition of AWS, with the hundreds
    # of policies that AWS manages there; a partition that nobody has asked has no keys. A moto that is made otherwise works as
    # it is.
    try:
        from functools import lru_cache
        from botocore.loaders import JSONFileLoader
        from moto import backends
        from moto.core import utils
        from moto.iam import models as iam
        from werkzeug.serving import WSGIRequestHandler
        names = tuple(backends.list_of_moto_modules())
        backends.list_of_moto_modules = lambda: names
        utils.method_names_from_class = lru_cache(maxsize=None)(utils.method_names_from_class)
        utils.create_loader = lru_cache(maxsize=None)(utils.create_loader)
        load_file = lru_cache(maxsize=None)(JSONFileLoader().load_file)
        JSONFileLoader.load_file = lambda _, path: load_file(path)
        accounts, nobodys = iam.iam_backends, iam.DEFAULT_ACCOUNT_ID
        iam.get_account_id_from = lambda access_key: next(
            (
                account_id
                for account_id, account in list(accounts.items())
                for backend in list(account.values())
                if access_key in backend.access_keys
            ),
            nobodys,
        )
        WSGIRequestHandler.log_request = lambda *_, **__: None
    except (ImportError, AttributeError):
        pass

class _AroundMoto(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name != "moto.server":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None:
            load = spec.loader.exec_module
            def exec_module(module):
                _without_waste()
                load(module)
                run = module.run_simple
                module.run_simple = lambda host, port, app, **more: run(host, port, _guarded(app), **more)
            spec.loader.exec_module = exec_module
        return spec

if "${SECRET_VARIABLE}" in os.environ:
    # Python looks for garbage after every 700 objects, of which one model of botocore has a hundred thousand.
    gc.set_threshold(100_000, 50, 50)
    sys.meta_path.insert(0, _AroundMoto())
`;

/** The hook as a module that Python loads by itself, before the one of the same name that it hides. */
export const SITE_CUSTOMIZE = `${MOTO_HOOK}
def _hidden():
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in sys.path:
        file = os.path.join(folder, "sitecustomize.py")
        if os.path.abspath(folder) != here and os.path.isfile(file):
            with open(file) as text:
                exec(compile(text.read(), file, "exec"), {"__name__": "sitecustomize", "__file__": file})
            return

_hidden()
`;
