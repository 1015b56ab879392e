"""Every command of the reader, declared once: key, title, help.

The line of keys, palette and help screen follow from this list, and a keymap in the configuration file can change any
key. A screen carries a command out in its method `action_<id>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.model import Kind

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can do.

    Args:
        id: the name of its action, and its name in the keymap.
        keys: Textual's names of its keys, with commas between them; empty where the palette alone has it.
        title: a word or two for the line of keys and the palette.
        help: one sentence for help and palette.
        group: the heading that it stands under in the help.
        argument: what its action is called with.
    """

    id: str
    keys: str
    title: str
    help: str
    group: str
    argument: str = ""

    @property
    def action(self) -> str:
        """The action as Textual calls it."""
        name = self.id.split(".", 1)[0]
        return f"{name}({self.argument!r})" if self.argument else name

    def key_names(self, keymap: Mapping[str, str]) -> list[str]:
        """Its keys as people write them, as a keymap sets them; none where the palette alone has it."""
        keys = keymap.get(self.id, self.keys)
        return [key_name(key) for key in keys.split(",")] if keys else []

    def binding(self) -> Binding:
        """The command as a key binding; its `id` lets a keymap change the key."""
        from textual.binding import Binding

        # A keymap can only change a key that there is, so a command without one is bound to what no terminal sends.
        keys = self.keys or f"no_key_of_{self.id}"
        return Binding(keys, self.action, self.title, show=False, id=self.id, tooltip=self.help)


MOVE, DECIDE, SHOW, PROGRAM = "Moving", "Deciding", "Showing", "The program"

READER = (
    Command("next_mention", "n", "next", "Go to the next mention, or to the next hit while finding.", MOVE),
    Command("previous_mention", "N", "previous", "Go to the previous mention, or to the previous hit.", MOVE),
    Command("next_unreviewed", "right_square_bracket", "next open", "Go to the next undecided mention.", MOVE),
    Command("previous_unreviewed", "left_square_bracket", "previous open", "Go to the one before.", MOVE),
    Command("next_pane", "tab", "next pane", "Go to the next pane.", MOVE),
    Command("previous_pane", "shift+tab", "previous pane", "Go to the previous pane.", MOVE),
    Command("follow", "enter", "follow", "Follow: a mention to its record, a line of a record to its place.", MOVE),
    Command("go_back", "backspace,alt+left", "back", "Go back to the place before.", MOVE),
    Command("go_forward", "alt+right", "forward", "Go forward again.", MOVE),
    Command("find", "slash", "find", "Find words in the text; n and N walk the hits until escape.", MOVE),
    Command("leave_find", "escape", "end finding", "Stop finding; the hits are no longer marked.", MOVE),
    Command("accept", "a", "accept", "Accept the mention as it is.", DECIDE),
    Command("reject", "x", "reject", "Reject the mention: these words are no name.", DECIDE),
    Command("choose_kind", "t", "kind", "Change the mention's kind.", DECIDE),
    Command("edit_boundaries", "e", "boundaries", "Move its end with arrows, its start with shift and arrows.", DECIDE),
    Command("select_text", "v", "select", "Select text for a new mention; then the letter of its kind.", DECIDE),
    Command("link", "l", "link", "Say which record the mention means, or that none does.", DECIDE),
    Command("create_record", "c", "create", "Make a record, and link the mention to it.", DECIDE),
    Command("merge_records", "m", "merge", "Say that the open record is the same as another one.", DECIDE),
    Command(
        "edit_record", "E", "edit record", "Change names and facts of the open record; split what was merged.", DECIDE
    ),
    Command("relate", "r", "relate", "Say what the text states of the mention and another name.", DECIDE),
    Command("statements", "S", "statements", "Go through the relations and quotations of the text.", DECIDE),
    Command("adjudicate", "", "adjudicate", "Settle where another person's library differs from this one.", DECIDE),
    Command("identical", "A", "all identical", "Do the last decision to every identical mention.", DECIDE),
    Command("history", "H", "history", "Look through all decisions, search them, and revert any one.", DECIDE),
    Command("flag", "f", "flag", "Flag the mention to come back to, or take the flag away.", DECIDE),
    Command("note", "i", "note", "Write a note on the mention.", DECIDE),
    Command("why", "w", "why", "Tell why the mention is there, what else it might be, and its history.", DECIDE),
    Command("undo", "u", "undo", "Take back the last decision, in whichever document it was made.", DECIDE),
    Command("redo", "ctrl+r", "redo", "Do again what was undone last.", DECIDE),
    *(
        Command(
            f"toggle_kind.{kind.value.lower()}",
            key,
            f"show or hide {kind.value}",
            f"Show or hide {kind.value}.",
            SHOW,
            argument=kind.value,
        )
        for key, kind in zip("1234567890", Kind, strict=True)
    ),
    Command("show_all", "asterisk", "show all", "Show every kind.", SHOW),
    Command(
        "extract_again", "ctrl+e", "extract again", "Extract this document anew; decisions stay as they are.", SHOW
    ),
)

GLOBAL = (
    Command("library", "L", "library", "Open another document of the library.", PROGRAM),
    Command("record_page", "p", "page", "Show the record over the whole screen.", PROGRAM),
    Command("records", "R", "records", "Look for a record, and open its page.", PROGRAM),
    Command("queue", "Q", "queue", "Go through what most needs a person, a screenful at a time.", PROGRAM),
    Command("timeline", "T", "timeline", "Show the dates of the document or the library in their order.", PROGRAM),
    Command("learning", "K", "learnt", "See what your decisions have taught: rules to switch off, models.", PROGRAM),
    Command("learn", "", "train", "Train a model from the decisions, in the background.", PROGRAM),
    Command("cancel_learning", "", "cancel training", "End the training; everything stays as it was.", PROGRAM),
    Command("help", "question_mark", "help", "Show every key.", PROGRAM),
    Command("command_palette", "ctrl+p", "palette", "Look for a command by its name.", PROGRAM),
    Command("back_or_quit", "q", "quit", "Leave this screen; on the reader, leave the program.", PROGRAM),
)

ALL = (*READER, *GLOBAL)

#: What the line of keys names on its left, the most important first, and what it always names on its right.
LINE = (
    "next_mention",
    "accept",
    "reject",
    "choose_kind",
    "link",
    "identical",
    "undo",
    "edit_boundaries",
    "select_text",
    "find",
    "library",
    "back_or_quit",
    "why",
    "next_unreviewed",
    "history",
)
ALWAYS = ("help", "command_palette")

#: The letter that stands for each kind in the menu of kinds.
KIND_KEYS = {
    "a": Kind.AGENCY,
    "p": Kind.PERSON,
    "m": Kind.MISSION,
    "v": Kind.VEHICLE,
    "o": Kind.ORGANIZATION,
    "l": Kind.PLACE,
    "b": Kind.BODY,
    "e": Kind.EVENT,
    "w": Kind.LAW,
    "d": Kind.DATE,
}


def key_name(key: str) -> str:
    """A key as people write it: `right_square_bracket` is `]`."""
    names = {
        "right_square_bracket": "]",
        "left_square_bracket": "[",
        "slash": "/",
        "question_mark": "?",
        "asterisk": "*",
        "escape": "esc",
    }
    return names.get(key, key)


def short_key_name(key: str) -> str:
    """A key as the line of keys writes it: `ctrl+p` is `^p`."""
    return key_name(key).replace("ctrl+", "^")
