"""What may stand on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from tui.text import safe_line

_ABOUT = """\
A reading room for space news in the terminal: every name leads to its record, every record to where it is named.

  spacetui [FILE ...]    opens the reader; files and folders are added first, and - reads standard input
  spacetui --blind ...   the same, and hides what is proposed, so that what you mark is your own
  spacetui COMMAND ...   does one of the things below; `spacetui COMMAND --help` tells more
"""
_ENVIRONMENT = """\
environment:
  SPACETUI_DB      the library, where --db names none
  SPACETUI_AUTHOR  whose decisions are made, where --author names nobody
  SPACETUI_CONFIG  the configuration file with changed keys
"""
#: The options that may stand before the command, each with a value.
_GLOBAL_OPTIONS = ("--db", "--author")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(safe_line(message))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Understand a command line.

    Returns:
        The values, with `run` naming the function that carries the command out, as `module:function`.

    Raises:
        SystemExit: with status 2 for wrong usage, with 0 after `--help` and `--version`.
    """
    word = _first_word(arguments)
    arguments = _joined(arguments, word)
    if word is None:
        return _reader_parser().parse_args(arguments)
    return command_parser().parse_args(arguments) if word in COMMANDS else _reader_parser().parse_args(arguments)


def _first_word(arguments: Sequence[str]) -> str | None:
    """The first argument that is neither an option nor an option's value; what follows `--` is a file."""
    rest = iter(arguments)
    for argument in rest:
        if argument in _GLOBAL_OPTIONS:
            next(rest, None)
        elif argument == "--":
            return None
        elif argument == "-" or not argument.startswith("-"):
            return argument
    return None


def _joined(arguments: Sequence[str], word: str | None) -> list[str]:
    """The arguments with a command of two words, such as `records import`, as one."""
    for at, (first, second) in enumerate(pairwise(arguments)):
        if first == word and f"{first} {second}" in COMMANDS:
            return [*arguments[:at], f"{first} {second}", *arguments[at + 2 :]]
    return list(arguments)


def _options() -> _Parser:
    """The options of every command; they say nothing where they are not given, so both places work."""
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--db", metavar="PATH", help="the library (default: library.db in your data folder)")
    options.add_argument("--author", metavar="NAME", help="whose decisions are made (default: your login)")
    return options


class _Version(argparse.Action):
    def __call__(self, *_: object) -> NoReturn:
        from tui.cli.versions import installed

        print(f"spacetui {installed('spacetui') or '(not installed)'}")
        raise SystemExit(0)


def _top(**settings: object) -> _Parser:
    parser = _Parser(
        prog="spacetui",
        usage="spacetui [--db PATH] [--author NAME] [--blind] [FILE ... | COMMAND ...]",
        description=_ABOUT,
        epilog=_ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_options()],
        allow_abbrev=False,
        **settings,  # type: ignore[arg-type]
    )
    parser.set_defaults(db=None, author=None)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    return parser


def _reader_parser() -> argparse.ArgumentParser:
    parser = _top(add_help=False)
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--blind", action="store_true")
    parser.add_argument("-h", "--help", action=_CommandsHelp, nargs=0)
    parser.set_defaults(run="reader:read")
    return parser


class _CommandsHelp(argparse.Action):
    def __call__(self, *_: object) -> NoReturn:
        command_parser().print_help()
        raise SystemExit(0)


def command_parser() -> argparse.ArgumentParser:
    """The parser of every command but the reader."""
    parser = _top()
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog="spacetui")
    options = _options()
    for name, (help_text, build) in COMMANDS.items():
        command = subparsers.add_parser(
            name,
            help=help_text,
            description=f"{help_text[0].upper()}{help_text[1:]}.",
            parents=[options],
            allow_abbrev=False,
        )
        build(command)
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME", help="the spaCy model to extract with")


def _kind(name: str) -> str:
    from store.model import Kind

    if name.upper() not in set(Kind):
        raise argparse.ArgumentTypeError(f"there is no kind {name!r}; the kinds are {', '.join(Kind)}")
    return name.upper()


def _count(number: str) -> int:
    if not number.isdecimal() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"{number!r} is no number from 1 on")
    return int(number)


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, and folders to look for files in")
    parser.add_argument("--no-extract", action="store_true", help="add the texts alone; names are looked for later")
    _json(parser)
    parser.set_defaults(run="adding:add")


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="FILE", help="files and folders; - is standard input")
    parser.add_argument(
        "--format", choices=["jsonl", "table", "html"], help="default: table on a terminal, jsonl elsewhere"
    )
    _model(parser)
    parser.set_defaults(run="extraction:extract")


def _list(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.set_defaults(run="documents:list_all")


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOC", help="a document's number, title or file name")
    parser.add_argument("--text", action="store_true", help="print the text instead of its mentions")
    _json(parser)
    parser.set_defaults(run="documents:show")


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="QUERY", help="words, or beginnings of words, that all must stand")
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="how many at most (default: 20)")
    _json(parser)
    parser.set_defaults(run="documents:search")


def _records(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", type=_kind, metavar="KIND", help="a kind, such as mission")
    parser.add_argument("--find", metavar="NAME", help="only records with such a name")
    parser.add_argument("--all", action="store_true", help="with those that no document names")
    _json(parser)
    parser.set_defaults(run="records:list_all")


def _records_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON Lines, CSV with kind and name, or GCAT's tables")
    _json(parser)
    parser.set_defaults(run="catalogue:import_files")


def _records_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="the records (default: the shipped catalogue)")
    _json(parser)
    parser.set_defaults(run="catalogue:check")


def _record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", nargs="+", metavar="ID|NAME", help="a record's id, or one of its names")
    _json(parser)
    parser.set_defaults(run="records:show")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("documents", nargs="*", metavar="DOC", help="numbers, titles or file names (default: all)")
    parser.add_argument("--format", choices=["jsonl"], default="jsonl", help="default: jsonl")
    parser.add_argument("--out", metavar="PATH", help="the file to write (default: standard output)")
    parser.add_argument("--rejected", action="store_true", help="with the mentions that were rejected")
    parser.set_defaults(run="exchange:export")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an annotated file; - is standard input")
    parser.add_argument("--format", choices=["jsonl"], default="jsonl", help="default: jsonl")
    _json(parser)
    parser.set_defaults(run="exchange:import_file")


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", metavar="GOLD.jsonl", help="annotated texts to measure the extraction by")
    parser.add_argument("--errors", action="store_true", help="list every miss, false find and confusion as well")
    _model(parser)
    _json(parser)
    parser.set_defaults(run="evaluation:evaluate")


def _learn(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rules", action="store_true", help="list the rules that decisions make, and do not train")
    what.add_argument("--off", metavar="RULE", help="switch a rule off, such as 'Gateway is MISSION'")
    what.add_argument("--on", metavar="RULE", help="switch a rule on again")
    what.add_argument("--list", action="store_true", help="list the models that were trained")
    what.add_argument("--rollback", action="store_true", help="use the model again that the present one came from")
    what.add_argument("--dry-run", action="store_true", help="train and measure, and adopt nothing")
    what.add_argument("--reread", action="store_true", help="extract every text anew with what has been learnt")
    _json(parser)
    parser.set_defaults(run="learning:learn")


def _all_rows(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="list every difference, not only the first 20")


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="A.db", help="a library")
    parser.add_argument("second", metavar="B.db", help="another person's library")
    _all_rows(parser)
    _json(parser)
    parser.set_defaults(run="together:compare")


def _adjudicate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("other", metavar="OTHER.db", help="another person's library; it is only read")
    parser.set_defaults(run="reader:adjudicate")


def _merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("other", metavar="OTHER.db", help="the library to bring in; it is only read")
    _json(parser)
    parser.set_defaults(run="together:merge")


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", nargs="?", type=_count, metavar="RUN", help="a run, measured by decisions")
    parser.add_argument("after", nargs="?", type=_count, metavar="RUN", help="a run to compare with it")
    parser.add_argument("--document", metavar="DOC", help="differences in this document only")
    _all_rows(parser)
    _json(parser)
    parser.set_defaults(run="runs:diff")


def _orphaned(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", nargs="?", metavar="DOC", help="a document's number, title or file name")
    _json(parser)
    parser.set_defaults(run="orphaned:list_all")


def _doctor(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.set_defaults(run="doctor:examine")


COMMANDS = {
    "add": ("read files and folders into the library; twice is once", _add),
    "extract": ("print what is named in texts; no library is touched", _extract),
    "list": ("list the documents", _list),
    "show": ("show one document's mentions", _show),
    "search": ("search the texts", _search),
    "records": ("list the records that documents name", _records),
    "records import": ("add a table of records of your own; twice is once", _records_import),
    "records check": ("look for faults in a table of records, or in the shipped catalogue", _records_check),
    "record": ("show one record with its facts, names and mentions", _record),
    "export": ("write documents with their mentions", _export),
    "import": ("bring in documents with their mentions", _import),
    "evaluate": ("measure the extraction by annotated texts", _evaluate),
    "learn": ("make rules and a better model of the decisions; adopted only where it is measured to be better", _learn),
    "compare": ("measure how far two people agree on the same texts", _compare),
    "adjudicate": ("open the reader on where another library differs, to settle each difference", _adjudicate),
    "merge": ("bring the decisions of another library in; twice is once", _merge),
    "diff": ("list the runs of the extraction, or what one says differently from another", _diff),
    "orphaned": ("list decisions that found no place in the present wording of a text", _orphaned),
    "doctor": ("check what is installed, the library and the terminal", _doctor),
}
