"""Runs a command and says what it and all its children took: python3 measure.py COMMAND ARGUMENT...

Node does not tell what its children took; the system tells whoever waited for them. One line of JSON at the end of
standard error: seconds by the clock, seconds of processor, the largest process in MB, and the exit code.
"""

import json
import resource
import subprocess
import sys
import time

began = time.monotonic()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1e6 if sys.platform == "darwin" else 1e3
json.dump(
    {
        "clock": time.monotonic() - began,
        "processor": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / unit,
        "code": code,
    },
    sys.stderr,
)
sys.exit(0)
