"""Words that show what is said of two things: data, from general knowledge of English and of the field."""

from __future__ import annotations

import re

from extract.cues import words

_CLASSES = {
    "build": "build builds building built builder builders develop develops developed developing developer make makes"
    " made maker making manufacture manufactures manufactured manufacturing manufacturer design designs designed"
    " construct constructed constructing assemble assembled assembles produce produces produced producing fabricated"
    " engineered supplier prime contractor",
    "run": "operate operates operated operating operator run runs running ran manage manages managed managing lead"
    " leads led leading oversee oversees oversaw overseeing overseen control controls controlled controllers"
    " flies owns owned"
    " own owner conducts conducted directed directs administers administered responsible heads headed sponsors"
    " sponsored",
    "launch": "launch launches launched launching liftoff lift-off lifted lifts blasted roared rose flew flown fly"
    " flies lofted loft carried carries carry rode riding ride sent send sends soared ascended departed take-off"
    " takeoff took"
    " thundered climbed left orbited deployed deploys deployment delivered placed boosted hoisted propelled atop aboard"
    " rocketed streaked",
    "target": "orbit orbits orbited orbiting land lands landed landing landings touched touchdown flyby flybys fly-by"
    " flew study studies studying studied explore explores explored exploring exploration observe observes observed"
    " observing map maps mapped mapping dock docks docked docking docking rendezvous arrive arrives arrived arrival"
    " reach reaches reached around circle circles circled circling visit visits visited visiting approach encounter"
    " toward towards bound surface samples sample image imaged imaging images photograph photographed surveyed survey"
    " descend descended target targets targeting berth berthed impact crash crashed past measured measures",
    "partner": "partner partners partnered partnering partnership partnerships collaborate collaborates collaborated"
    " collaboration collaborating cooperate cooperation cooperating contribute contributes contributed contributing"
    " contribution contributions provide provides provided providing supply supplies supplied joint jointly together"
    " agreement international support supports supported fund funds funded supporting joined joins join participate"
    " participates participating participation involved alongside shared selected contract award awarded contracted"
    " customer hosted behalf signed",
    "crew": "crew crewed crewmate crewmates crewmember crewmembers astronaut astronauts cosmonaut cosmonauts commander"
    " pilot commanded piloted specialist aboard onboard spacewalk spacewalks passenger passengers flew board"
    " spaceflight taikonaut taikonauts expedition walked",
    "part": "part element component components instrument instruments payload payloads module aboard onboard equipped"
    " board belongs consists comprises including includes include host hosts attached under within program programme"
    " series camera spectrometer subsidiary unit division branch arm department center centre member belonging carries"
    " suite experiment experiments",
    "seat": "based headquartered headquarters located offices seat home",
    "held": "held hold opens opened opening gather gathered meet meets met convene convened conference begins began"
    " started starts hosted place annual session attended attend",
    "not": "not never no without unlike neither nor canceled cancelled cancel instead rather postponed scrapped"
    " scrubbed delayed abandoned than failed",
    "next": "will plans planned scheduled slated expected set targeted targeting earliest upcoming due would could",
}
CLASS_OF: dict[str, tuple[str, ...]] = {
    word: tuple(name for name, row in _CLASSES.items() if word in row.split())
    for row in _CLASSES.values()
    for word in row.split()
}

#: Words that say little by themselves.
IDLE = words("the a an , . ( ) - – — “ ” \" ' this that be been has have had was were is are it also")
#: Words that show how two things hang together, whatever they are.
BONES = words(
    "of at for with in to from on by under aboard and 's , ( ; : which who that as into atop via after before or not"
    " than between toward towards around within – — his her their its"
)
#: Words in the name of a place to launch from.
SITES = words(
    "space cosmodrome spaceport pad complex launch base site slc-40 slc lc range lc-39a 39a 39b centre center"
)
#: Words between several bodies and the mission that is theirs together.
SHARED = words("space telescope teams team mission behind the project spacecraft 's")
#: Words between a mission and several bodies whose it is together.
SHARING = words("joint collaboration cooperation partnership jointly")
#: Words that take back what they speak of: "was to have launched".
REVOKED = re.compile(
    r"(?<!\w)(?:(?:was|were) (?:once |originally |first )?to have|would have|should have|could have"
    r"|(?:was|were|had been) (?:once |originally |first |initially )?"
    r"(?:scheduled|planned|due|slated|supposed|meant|set) (?:to|for)"
    r"|(?:did|does|do|will|would|could|can) not|never|no longer|instead of|(?:postponed|delayed|moved|slipped) from"
    r"|(?:cancell?ed|scrubbed|called off|scrapped|abandoned))(?!\w)"
)
