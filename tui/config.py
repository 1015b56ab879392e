"""What a person has set up: where the library is, who decides, which keys are changed.

The configuration file is `config.toml` in the user's configuration folder, or what `$SPACETUI_CONFIG` names:

    advance = true        # a decision goes on to the next name that is left to review

    [keys]
    accept = "y"
    next_mention = ["n", "j"]
    toggle_kind.agency = "f1"
"""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_KEY = re.compile(r"(?:(?:ctrl|alt|shift|super|hyper|meta)\+)*(?:[a-z0-9_]+|\S)")
_NAMELESS = "somebody"
_SETTINGS = ("advance", "keys")


class ConfigError(Exception):
    """The configuration file cannot be read, or says what the program does not understand."""


def library_path(given: str | None = None) -> Path:
    """The file of the library.

    Args:
        given: what `--db` says; without it `$SPACETUI_DB` counts, and else the user's data folder.
    """
    named = given or os.environ.get("SPACETUI_DB")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("spacetui", appauthor=False) / "library.db"


def author(given: str | None = None) -> str:
    """Whose decisions are made.

    Args:
        given: what `--author` says; without it `$SPACETUI_AUTHOR` counts, and else the name of the login.
    """
    named = given or os.environ.get("SPACETUI_AUTHOR")
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A container may run under a user id that has no name.
        return _NAMELESS


def config_path() -> Path:
    """The configuration file, whether it exists or not."""
    named = os.environ.get("SPACETUI_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("spacetui", appauthor=False) / "config.toml"


def keymap() -> dict[str, str]:
    """Keys by command id, as Textual takes them, for those commands whose keys the configuration file changes.

    Raises:
        ConfigError: the file is no TOML, or names a command, a key or a table that there is not.
    """
    # Every command asks for the library's place, few for the keys.
    from tui import commands

    path = config_path()
    settings = _settings(path)
    table = settings.get("keys", {})
    if not isinstance(table, dict):
        raise ConfigError(f'In {path}, keys must be a table: [keys] on a line of its own, then command = "key".')
    known = {command.id: command for command in commands.ALL}
    changed: dict[str, str] = {}
    for name, value in _flat(table):
        if name not in known:
            raise ConfigError(f"{path} names the unknown command “{name}”; the commands are {', '.join(known)}.")
        changed[name] = ",".join(_keys(path, name, value))
    holders: dict[str, str] = {}
    for command in commands.ALL:
        for key in command.key_names(changed):
            holder = holders.setdefault(key, command.id)
            if holder != command.id:
                raise ConfigError(f"In {path}, the key “{key}” stands for both {holder} and {command.id}; change one.")
    return changed


def advance() -> bool:
    """Whether a decision goes on to the next name that is left to review.

    Raises:
        ConfigError: the file is no TOML, or says neither true nor false.
    """
    path = config_path()
    wanted = _settings(path).get("advance", False)
    if not isinstance(wanted, bool):
        raise ConfigError(f"In {path}, advance must be true or false.")
    return wanted


def _settings(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"The configuration {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration {path} is no TOML: {error}.") from error
    for name in settings:
        if name not in _SETTINGS:
            raise ConfigError(f"{path} has the unknown setting “{name}”; it may have advance and a table [keys].")
    return settings


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a table and of the tables in it: TOML takes `toggle_kind.agency` for a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _keys(path: Path, command: str, value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    keys = [key.strip() for key in given if isinstance(key, str)]
    if not keys or len(keys) < len(given):
        raise ConfigError(f'In {path}, “{command}” has no key; write a sign or a name, such as "j" or "ctrl+j".')
    for key in keys:
        if not _is_key(key):
            raise ConfigError(
                f"In {path}, “{key}” for “{command}” is no key that there is; "
                'write a sign or a name, such as "j", "space", "f5" or "ctrl+j".'
            )
    return ["comma" if key == "," else key for key in keys]


def _is_key(key: str) -> bool:
    """Whether Textual would ever tell of a key of that name."""
    from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

    if not _KEY.fullmatch(key):
        return False
    name = key if len(key) == 1 else key.rpartition("+")[2]
    known = {known.value.rpartition("+")[2] for known in Keys} | set(KEY_NAME_REPLACEMENTS.values())
    return len(name) == 1 or name in known or (key_to_character(name) or "\0").isprintable()
