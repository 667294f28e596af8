#!/usr/bin/env python3
"""Runs the terraform named in BENCH_TERRAFORM and adds what it took to the file named in BENCH_METER, a line of JSON."""

import json
import os
import resource
import signal
import subprocess
import sys
import time

# Terraform gets it from whoever starts it, too; this one must live on to count.
signal.signal(signal.SIGINT, signal.SIG_IGN)
began = time.monotonic()
code = subprocess.run([os.environ["BENCH_TERRAFORM"], *sys.argv[1:]]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
taken = {
    "command": sys.argv[1] if len(sys.argv) > 1 else "",
    "clock": time.monotonic() - began,
    "processor": used.ru_utime + used.ru_stime,
}
with open(os.environ["BENCH_METER"], "a") as meter:
    meter.write(json.dumps(taken) + "\n")
sys.exit(code)
