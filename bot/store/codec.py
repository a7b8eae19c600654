"""Frozen values to bytes and back, faithful to every string that Python can hold.

pydantic would refuse the lone surrogates that hostile text brings along; escaped JSON keeps them.
"""

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")

_SCALARS: Mapping[type, Callable[[Any], object]] = {UUID: UUID, datetime: datetime.fromisoformat, float: float}


def dump(value: object) -> bytes:
    """Write a frozen dataclass as ASCII JSON."""
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        raise TypeError("only a dataclass instance can be written")
    return json.dumps(dataclasses.asdict(value), default=_plain, separators=(",", ":")).encode("ascii")


def load(kind: type[T], data: bytes) -> T:
    """Read back what `dump` wrote for the same dataclass. Fields added since take their defaults."""
    value: T = _build(kind, json.loads(data))
    return value


def _plain(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _build(kind: Any, value: Any) -> Any:
    if get_origin(kind) is tuple:
        item, *_ = get_args(kind)
        return tuple(_build(item, entry) for entry in value)
    if get_origin(kind) is Mapping:
        name, item = get_args(kind)
        return {_build(name, key): _build(item, entry) for key, entry in value.items()}
    if isinstance(kind, types.UnionType):
        return None if value is None else _build(next(k for k in get_args(kind) if k is not types.NoneType), value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hint, value[name]) for name, hint in hints.items() if name in value})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return _SCALARS[kind](value) if kind in _SCALARS else value


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return {field.name: get_type_hints(kind)[field.name] for field in dataclasses.fields(kind)}
