"""Asks the portal of this machine how it is: `python deploy/probe.py /readyz` ends with 0 on 200, with 1 otherwise.

For health checks of containers and of systemd, which have no other program to ask with. It asks under the first name of
PORTAL_ALLOWED_HOSTS, since the portal answers to no other.
"""

import http.client
import os
import sys

SECONDS = 8


def main(path: str) -> int:
    """Print the answer and return the exit code."""
    address = os.environ.get("PORTAL_PROBE") or os.environ.get("PORTAL_BIND") or "127.0.0.1:8000"
    port = address.rpartition(":")[2]
    name = (os.environ.get("PORTAL_ALLOWED_HOSTS") or "127.0.0.1").partition(",")[0].strip().lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Host": name})
        answer = connection.getresponse()
        sys.stdout.write(f"{answer.status} {answer.read(2000).decode(errors='replace')}\n")
    except OSError as problem:
        sys.stdout.write(f"{problem}\n")
        return 1
    return 0 if answer.status == http.client.OK else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "/readyz"))
