"""Conditions on the names of tensors, by which an architecture recognises its checkpoints.

`has("stage_0_*") & ~has("attn.*")` reads as it stands, and can say what it missed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase


class Condition:
    """A yes-or-no question about a set of names."""

    def __call__(self, names: Collection[str]) -> bool:
        """Whether *names* fulfil the condition."""
        raise NotImplementedError

    def missed(self, names: Collection[str]) -> list[str]:
        """The parts that *names* do not fulfil, in words; empty when they fulfil all."""
        return [] if self(names) else [str(self)]

    def __and__(self, other: "Condition") -> "Condition":
        return _All(self, other)

    def __or__(self, other: "Condition") -> "Condition":
        return _Any(self, other)

    def __invert__(self) -> "Condition":
        return _Not(self)


def has(*patterns: str) -> Condition:
    """Every pattern (`*` stands for any text) fits at least one name."""
    conditions: list[Condition] = [_Has(pattern) for pattern in patterns]
    result = conditions[0]
    for condition in conditions[1:]:
        result &= condition
    return result


@dataclass(frozen=True)
class _Has(Condition):
    pattern: str

    def __call__(self, names: Collection[str]) -> bool:
        return any(fnmatchcase(name, self.pattern) for name in names)

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True)
class _All(Condition):
    left: Condition
    right: Condition

    def __call__(self, names: Collection[str]) -> bool:
        return self.left(names) and self.right(names)

    def missed(self, names: Collection[str]) -> list[str]:
        return self.left.missed(names) + self.right.missed(names)

    def __str__(self) -> str:
        return f"{self.left} and {self.right}"


@dataclass(frozen=True)
class _Any(Condition):
    left: Condition
    right: Condition

    def __call__(self, names: Collection[str]) -> bool:
        return self.left(names) or self.right(names)

    def __str__(self) -> str:
        return f"({self.left} or {self.right})"


@dataclass(frozen=True)
class _Not(Condition):
    inner: Condition

    def __call__(self, names: Collection[str]) -> bool:
        return not self.inner(names)

    def __str__(self) -> str:
        return f"no {self.inner}"
