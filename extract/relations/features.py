"""What is said about two runs of mentions, as features to be weighed.

A feature is a short text. What it looks at is its first word: `b` all words between, `f` and `e` the first and the
last of them, `w` one of them, `s` their skeleton, `c` the sense of one of them, `p` and `n` what stands before and
behind, `d` the distance, `m` mentions between. A `k` in front adds the kinds; `x` is said of something that the
sentence does not name. A word is given by its first letters, which makes its forms one.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.relations.lines import ADJECTIVE, Line, Run
from extract.relations.topics import BODIES, Topics
from extract.relations.triggers import BONES, CLASS_OF, IDLE, REVOKED, SHARED, SHARING, SITES
from store.model import Kind

#: What a text shows to be a mission of several, whatever else it says.
SHARED_RULE = "rule shared"
#: That what is said did not come to pass, or will not.
REVOKED_RULE = "rule revoked"
_STEM = 6


def between_runs(line: Line, left: Run, right: Run, inner: Sequence[Run]) -> list[str]:
    """What stands between two runs of a line and around them.

    Args:
        line: the line.
        left: the run that stands first.
        right: the other.
        inner: the runs between them.
    """
    between = line.words[left.place + 1 : right.place]
    before = line.words[max(left.place - 4, 0) : left.place]
    after = line.words[right.place + 1 : right.place + 5]
    kinds = f"{left.token} {right.token}"
    text = " ".join(between)
    size = len(between)
    found = ["1", f"k {kinds}", f"d {min(size, 6) if size < 7 else 7 + size // 8}", f"kd {kinds} {min(size // 4, 4)}"]
    if size <= 5:
        found += [f"b {text}", f"kb {kinds} {text}"]
    head, end = " ".join(between[:2]), " ".join(between[-2:])
    found += [f"f {head}", f"e {end}", f"ke {kinds} {end}", f"kf {kinds} {head}"]
    if size > 2:
        found += [f"e3 {' '.join(between[-3:])}", f"f3 {' '.join(between[:3])}", f"fe {between[0]} {between[-1]}"]
    seen = {word[:_STEM] for word in between[:25] if word not in IDLE}
    found += [f"w {word}" for word in seen]
    found += [f"kw {right.kind.value} {word}" for word in seen]
    found += _bones(kinds, between)
    found.append(f"p {before[-1] if before else '^'}")
    found.append(f"pp {' '.join(before[-2:]) if before else '^'}")
    found.append(f"n {after[0] if after else '$'}")
    found.append(f"nn {' '.join(after[:2]) if after else '$'}")
    found += [f"pb {word[:_STEM]}" for word in before if word not in IDLE]
    found += [f"na {word[:_STEM]}" for word in after if word not in IDLE]
    found += _senses(kinds, line.words, left.place, right.place)
    if left.place == 0:
        found.append("L begins")
    if right.place == len(line.words) - 1:
        found.append("R ends")
    if len(left.members) > 1:
        found.append(f"several {kinds} {text if size < 3 else '..'}")
    if _is_shared(left, right, before, between):
        found.append(SHARED_RULE)
    if REVOKED.search(text):
        found.append(REVOKED_RULE)
    tokens = {run.token for run in inner}
    found += [f"m {token}" for token in tokens]
    found.append(f"same {left.token in tokens:d}{right.token in tokens:d} {kinds}")
    return found


def of_members(one: int, other: int, left: Run, right: Run, topics: Topics) -> list[str]:
    """What is said of two members of runs, given by their numbers, beyond what is said of the runs."""
    found = []
    kinds = f"{left.token} {right.token}"
    for mark, number, run in (("L", one, left), ("R", other, right)):
        mention = run.members[number].mention
        if mention is None:
            continue
        if mention.name == topics.main[mention.kind][0].name:
            found.append(f"main {mark} {run.token}")
        words = mention.name.lower().split()
        found.append(f"{mark} word {run.token} {words[-1][:_STEM] if words else ''}")
        if run.kind is Kind.PLACE:
            found.append(f"{mark} {kinds} site {not SITES.isdisjoint(words):d}")
        if len(run.members) > 1:
            order = "later" if number else "first"
            found += [f"{mark} run {order}", f"{mark} run {order} {kinds}"]
            if run.kind is Kind.PLACE:
                found.append(f"{mark} link {kinds} {run.links[number]}")
    return found


def around(line: Line, run: Run) -> list[str]:
    """What stands around a run in a sentence that may be about something it does not name."""
    before = line.words[max(run.place - 5, 0) : run.place]
    after = line.words[run.place + 1 : run.place + 4]
    kind = run.kind.value
    found = [f"p {kind} {before[-1] if before else '^'}", f"pp {kind} {' '.join(before[-2:]) if before else '^'}"]
    found.append(f"n {kind} {after[0] if after else '$'}")
    found += [f"pb {kind} {word[:_STEM]}" for word in before if word not in IDLE]
    found += [f"na {kind} {word[:_STEM]}" for word in after if word not in IDLE]
    found += [f"w {kind} {word[:_STEM]}" for word in {*line.words[:40]} - IDLE if len(word) > 3]
    found.append(f"f {kind} {' '.join(line.words[:2])}")
    found += [f"c {kind} {name}" for name in {name for word in line.words for name in CLASS_OF.get(word, ())}]
    found += [f"cn {kind} {name}" for name in {name for word in before for name in CLASS_OF.get(word, ())}]
    if REVOKED.search(" ".join(line.words[: run.place])):
        found.append(REVOKED_RULE)
    return found


def of_topic(topic: Kind, run: Run, is_named: bool, near: Sequence[str]) -> list[str]:
    """What is said of a run and whatever of a kind its sentence may silently be about.

    Args:
        topic: that kind.
        run: the run.
        is_named: whether the sentence names something of that kind.
        near: what stands around the run.
    """
    kinds = f"{topic.value} {run.kind.value}"
    return [
        f"x {kinds}",
        f"x is {kinds} {is_named:d}",
        *(feature if feature == REVOKED_RULE else f"x {topic.value} {feature}" for feature in near),
    ]


def of_carrying(topic: Kind, how: Sequence[str], run: Run) -> list[str]:
    """How something of a kind has come to be what the sentence of a run may silently be about."""
    kinds = f"{topic.value} {run.kind.value}"
    found = [f"x how {topic.value} {' '.join(how)}", *(f"x how {kinds} {one}" for one in how)]
    if "title" in how:
        found.append(f"x also title {kinds}")
    return found


def _bones(kinds: str, between: Sequence[str]) -> list[str]:
    """The skeleton of some words: what is left without those that say little of how two things hang together."""
    bones: list[str] = []
    for word in between:
        bone = word if word in BONES or word.isupper() else None
        if bone is None and (classes := CLASS_OF.get(word)):
            bone = "+" + classes[0]
        if bone is not None and (not bones or bones[-1] != bone):
            bones.append(bone)
    found = [
        f"se {kinds} {' '.join(bones[-2:])}",
        f"sf {kinds} {' '.join(bones[:2])}",
        f"sx {kinds} {' '.join(bones[:1])}/{' '.join(bones[-1:])}",
    ]
    if len(bones) <= 6:
        found += [f"s {' '.join(bones)}", f"ks {kinds} {' '.join(bones)}"]
    return found


def _senses(kinds: str, words: Sequence[str], left: int, right: int) -> list[str]:
    """The senses of the words between two places of a line and near them."""
    classes = list(dict.fromkeys(name for word in words[left + 1 : right] for name in CLASS_OF.get(word, ())))
    found = [f"c {name}" for name in classes] + [f"kc {kinds} {name}" for name in classes]
    found.append(f"cs {kinds} {' '.join(classes)}")
    lead = {name for word in words[max(left - 10, 0) : left] for name in CLASS_OF.get(word, ())}
    found += [f"cb {kinds} {name}" for name in lead]
    tail = {name for word in words[right + 1 : right + 7] for name in CLASS_OF.get(word, ())}
    found += [f"ca {kinds} {name}" for name in tail]
    return found


def _is_shared(left: Run, right: Run, before: Sequence[str], between: Sequence[str]) -> bool:
    """Whether several are named in one breath as those whose mission it is: "the joint NASA and ESA Hubble"."""
    if right.kind is Kind.MISSION and len(left.members) > 1 and left.kind in BODIES:
        slashed = left.token != ADJECTIVE and left.links[1] == "/"
        return ("joint" in before or slashed) and len(between) < 5 and SHARED.issuperset(between)
    if left.kind is Kind.MISSION and len(right.members) > 1 and right.kind in BODIES:
        return len(between) < 9 and between[-1:] in (["of"], ["between"], ["by"]) and not SHARING.isdisjoint(between)
    return False
