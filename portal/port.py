"""Is the port free? Asked by `python3 -m portal.port PORT` before anything is installed, so without Django."""

import socket
import sys

HOST = "127.0.0.1"


def port_problem(text: str) -> str:
    """Return what is wrong with a port, and what to do; nothing when the portal can listen there.

    `port_problem("8000")` is "端口 8000 已被占用……" while another program listens there.
    """
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        return f"端口“{text}”不是 1 到 65535 之间的整数。例如：make demo PORT=8080"
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connections are still winding down counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except PermissionError:
            return f"没有权限使用端口 {text}。换一个大于 1023 的端口，例如：make demo PORT=8080"
        except OSError:
            return f"端口 {text} 已被占用。先停止占用它的程序，或换一个端口，例如：make demo PORT=8080"
    return ""


if __name__ == "__main__":
    problem = port_problem(sys.argv[1] if len(sys.argv) == 2 else "")
    if problem:
        print(problem, file=sys.stderr)
    sys.exit(1 if problem else 0)
