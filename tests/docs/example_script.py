# SPDX-License-Identifier: MIT
"""Runs the examples of manual and README as bash scripts.

A line that begins with `qrgen serve` starts a service, whether or not `&` ends it: the script goes on when it is healthy,
and ends it with SIGTERM at the end, which it must obey with exit status 0. Port 8000 is another, free one."""

import os
import re
import signal
import socket
import subprocess

RUN_TIMEOUT = 60  # seconds, for one script

SERVICE_FUNCTIONS = r"""
services=()
start_service() {
    local i arguments=("$@") listen=()
    for ((i = 0; i < $#; ++i)); do
        [[ ${arguments[i]} != --listen ]] || listen=(--listen "${arguments[i + 1]}")
    done
    qrgen serve "$@" >> "$HOME/service.out" 2>> "$HOME/service.log" &
    services+=($!)
    until qrgen healthcheck --quiet "${listen[@]}" 2> "$HOME/healthcheck.log"; do
        kill -0 $! 2> /dev/null || { wait $!; return; }
    done
}
end_services() {
    local status=$?
    trap - EXIT
    for pid in "${services[@]}"; do
        { kill -TERM "$pid" 2> /dev/null && wait "$pid"; } || ((status)) || status=1
    done
    ((status == 0)) || cat "$HOME/service.log" >&2
    exit "$status"
}
trap end_services EXIT
"""


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def with_services(script, port):
    started = re.sub(r"^qrgen serve\b((?:\\\n|[^&#\n])*?) *&?(?: *#.*)?$", r"start_service\1", script, flags=re.M)
    return (SERVICE_FUNCTIONS if started != script else "") + started.replace(":8000", f":{port}")


def run_script(script, directory, environment):
    """(exit status, standard output, standard error); the variable HOME must be set. When its time is over, what is left
    of the script is killed: a negative exit status."""
    port = free_port()
    process = subprocess.Popen(["bash", "-euo", "pipefail", "-c", with_services(script, port)], cwd=directory,
                               env=environment | {"QRGEN_LISTEN": f"127.0.0.1:{port}"}, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        output, messages = process.communicate(timeout=RUN_TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, messages = process.communicate()
    return process.returncode, output.decode(errors="replace"), messages.decode(errors="replace")
