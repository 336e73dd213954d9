"""Typed readers of environment variables that refuse nonsense and say what to do instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})


class EnvironmentProblem(ImproperlyConfigured):
    """A setting from the environment is missing or makes no sense; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment variables of this process, read by type.

    An unset variable and an empty one mean the same: the default holds. NAME_FILE may name a file in place of NAME.
    """

    values: Mapping[str, str]

    def text(self, name: str, *, default: str = "", choices: tuple[str, ...] = ()) -> str:
        """Return the text of a variable; with choices, raise EnvironmentProblem for any other word."""
        value = self._given(name) or default
        if choices and value not in choices:
            raise EnvironmentProblem(f"环境变量 {name} 的值是“{value}”，只能是：{'、'.join(choices)}。")
        return value

    def _given(self, name: str) -> str:
        """The value, or the content of the file that NAME_FILE names: secrets need not stand in the environment."""
        value = self.values.get(name, "").strip()
        path = self.values.get(f"{name}_FILE", "").strip()
        if not path:
            return value
        if value:
            raise EnvironmentProblem(f"环境变量 {name} 和 {name}_FILE 都写了，只能写其中一个。")
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            reason = getattr(problem, "strerror", None) or "不是 UTF-8 文字"
            raise EnvironmentProblem(
                f"环境变量 {name}_FILE 指向的文件 {path} 不能读取：{reason}。检查路径和文件的权限。"
            ) from None

    def required(self, name: str, *, advice: str) -> str:
        """Return the text of a variable that must be set; raise EnvironmentProblem with the advice if it is not."""
        value = self.text(name)
        if not value:
            raise EnvironmentProblem(f"缺少环境变量 {name}。{advice}")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false; raise EnvironmentProblem for a word that is neither."""
        value = self.text(name).lower()
        if not value:
            return default
        if value in TRUE_WORDS:
            return True
        if value in FALSE_WORDS:
            return False
        raise EnvironmentProblem(f"环境变量 {name} 的值是“{value}”，只能写 1 或 0(也可写 true、false)。")

    def number(self, name: str, *, default: int, minimum: int, maximum: int) -> int:
        """Return a whole number within bounds; raise EnvironmentProblem for anything else."""
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()) or not minimum <= int(value) <= maximum:
            raise EnvironmentProblem(f"环境变量 {name} 的值是“{value}”，应是 {minimum} 到 {maximum} 之间的整数。")
        return int(value)

    def words(self, name: str, *, default: tuple[str, ...] = ()) -> list[str]:
        """Return the words of a list written with commas, without blanks: "a, b" gives ["a", "b"]."""
        value = self.text(name)
        return [word.strip() for word in value.split(",") if word.strip()] if value else list(default)

    def networks(self, name: str, *, default: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
        """Return the networks of a list written with commas: "10.0.0.0/8, ::1"; raise EnvironmentProblem for others."""
        try:
            return [ip_network(word) for word in self.words(name, default=default)]
        except ValueError as problem:
            raise EnvironmentProblem(
                f"环境变量 {name} 中有不是网段的内容（{problem}）。写成 10.0.0.0/8 或 192.168.1.5，多个用逗号隔开。"
            ) from None
