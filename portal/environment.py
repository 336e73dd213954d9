"""Typed readers of environment variables that refuse nonsense and say what to do instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})


class EnvironmentProblem(ImproperlyConfigured):
    """A setting from the environment is missing or makes no sense; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment variables of this process, read by type.

    An unset variable and an empty one mean the same: the default holds.
    """

    values: Mapping[str, str]

    def text(self, name: str, *, default: str = "", choices: tuple[str, ...] = ()) -> str:
        """Return the text of a variable; with choices, raise EnvironmentProblem for any other word."""
        value = self.values.get(name, "").strip() or default
        if choices and value not in choices:
            raise EnvironmentProblem(f"环境变量 {name} 的值是“{value}”，只能是：{'、'.join(choices)}。")
        return value

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
