from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

import pytest

from tui import config

Write = Callable[[str], Path]


@pytest.fixture
def write(home: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    def written(content: str) -> Path:
        path = home / "keys.toml"
        path.write_text(content, encoding="utf-8")
        monkeypatch.setenv("SPACETUI_CONFIG", str(path))
        return path

    return written


def test_without_a_configuration_no_key_is_changed() -> None:
    assert config.keymap() == {}


def test_the_configuration_is_in_the_users_folder(home: Path) -> None:
    path = home / "spacetui" / "config.toml"
    path.parent.mkdir()
    path.write_text('[keys]\naccept = "space"\n', encoding="utf-8")
    assert config.config_path() == path
    assert config.keymap() == {"accept": "space"}


def test_a_command_can_have_several_keys(write: Write) -> None:
    write('[keys]\nnext_mention = ["j", ",", "ctrl+n"]\n')
    assert config.keymap() == {"next_mention": "j,comma,ctrl+n"}


@pytest.mark.parametrize("line", ['toggle_kind.agency = "f1"', '"toggle_kind.agency" = "f1"'])
def test_a_command_with_an_argument_is_named_with_a_dot(write: Write, line: str) -> None:
    write(f"[keys]\n{line}\n")
    assert config.keymap() == {"toggle_kind.agency": "f1"}


@pytest.mark.parametrize("key", ["f5", "alt+up", "ctrl+space", "right_curly_bracket", "plus", "ö", "shift+f3"])
def test_a_key_goes_by_its_sign_or_its_name(write: Write, key: str) -> None:
    write(f'[keys]\naccept = "{key}"\n')
    assert config.keymap() == {"accept": key}


def test_what_the_palette_alone_has_can_get_a_key(write: Write) -> None:
    write('[keys]\nlearn = "f5"\n')
    assert config.keymap() == {"learn": "f5"}


def test_two_commands_can_change_places(write: Write) -> None:
    write('[keys]\naccept = "x"\nreject = "a"\n')
    assert config.keymap() == {"accept": "x", "reject": "a"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[keys", "is no TOML"),
        ("\udcff", "is no TOML"),
        ('colour = "red"', "the unknown setting “colour”"),
        ('keys = "a"', "keys must be a table"),
        ('[keys]\nacept = "a"', "the unknown command “acept”"),
        ("[keys]\naccept = 1", "“accept” has no key"),
        ("[keys]\naccept = []", "“accept” has no key"),
        ('[keys]\naccept = ["z", 1]', "“accept” has no key"),
        ('[keys]\naccept = "ctrl-a"', "“ctrl-a” for “accept” is no key that there is"),
        ('[keys]\naccept = "crtl+a"', "“crtl+a” for “accept” is no key that there is"),
        ('[keys]\naccept = "spce"', "“spce” for “accept” is no key that there is"),
        ('[keys]\naccept = "f99"', "“f99” for “accept” is no key that there is"),
        ('[keys]\naccept = "esc"', "“esc” for “accept” is no key that there is"),
        ('[keys]\naccept = "x"', "the key “x” stands for both accept and reject"),
        ('[keys]\naccept = "]"', "the key “]” stands for both next_unreviewed and accept"),
    ],
)
def test_a_fault_is_told_in_one_sentence(home: Path, write: Write, content: str, told: str) -> None:
    path = write("")
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(config.ConfigError) as raised:
        config.keymap()
    assert told in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_folder_in_place_of_the_file_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACETUI_CONFIG", str(home))
    with pytest.raises(config.ConfigError, match="cannot be read"):
        config.keymap()


def test_the_author_is_who_is_named_else_the_environments_else_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.author("grace") == "grace"
    assert config.author() == "ada"
    monkeypatch.delenv("SPACETUI_AUTHOR")
    monkeypatch.setattr(getpass, "getuser", lambda: "root")
    assert config.author() == "root"


def test_a_user_without_a_name_is_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 1234")

    monkeypatch.delenv("SPACETUI_AUTHOR")
    monkeypatch.setattr(getpass, "getuser", nameless)
    assert config.author() == "somebody"


def test_a_tilde_stands_for_the_home(home: Path) -> None:
    assert config.library_path("~/mine.db") == home / "mine.db"


@pytest.mark.parametrize(("content", "wanted"), [("", False), ("advance = true\n", True), ("advance = false\n", False)])
def test_whether_a_decision_goes_on_is_a_setting(write: Write, content: str, wanted: bool) -> None:
    write(content)
    assert config.advance() is wanted
    assert config.keymap() == {}


def test_advance_is_true_or_false(write: Write) -> None:
    write('advance = "yes"\n')
    with pytest.raises(config.ConfigError, match="advance must be true or false"):
        config.advance()
