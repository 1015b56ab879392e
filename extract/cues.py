"""Words that tell what the name beside them is: data, from general knowledge of English and of the field."""

from __future__ import annotations

from store.model import Kind


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set to look them up in."""
    return frozenset(text.split())


# Lower-case nouns that follow a name of that kind: "the Electron rocket".
_FOLLOWING = {
    Kind.VEHICLE: "rocket rockets booster boosters launcher launchers engine engines first-stage upper-stage",
    Kind.MISSION: (
        "spacecraft satellite satellites rover lander orbiter probe probes telescope module capsule capsules instrument"
        " spaceplane spaceship constellation mission missions program programme freighter cubesat cubesats"
        " smallsat microsatellite spectrometer shuttle starship impactor flight helicopter campaign project"
    ),
    Kind.BODY: "crater galaxy nebula exoplanet",
    Kind.PLACE: "peninsula province prefecture cosmodrome spaceport airport",
    Kind.ORGANIZATION: "newspaper university",
}
FOLLOWING: dict[str, Kind] = {word: kind for kind, words in _FOLLOWING.items() for word in words.split()}

# Lower-case nouns right before a name of that kind: "the rover Perseverance".
_PRECEDING = {
    Kind.VEHICLE: "rocket launcher booster",
    Kind.MISSION: "spacecraft satellite rover lander orbiter probe telescope module capsule mission freighter shuttle"
    " spaceship cubesat station satellites cubesats rovers landers probes ships orbiters",
    Kind.BODY: "asteroid comet planet moon star exoplanet galaxy crater planetoid",
    Kind.PLACE: "city town village province island county state",
    Kind.ORGANIZATION: "company startup firm manufacturer newspaper broadcaster contractor",
}
PRECEDING: dict[str, Kind] = {word: kind for kind, words in _PRECEDING.items() for word in words.split()}

# What a thing is called in apposition behind its name: "Marigold, a small satellite".
_APPOSITION = {
    Kind.VEHICLE: "rocket launcher booster engine",
    Kind.MISSION: (
        "satellite spacecraft rover lander orbiter probe experiment instrument telescope spectrometer camera cubesat"
        " cubesats satellites module capsule shuttle spaceplane mission radiometer radar magnetometer payload payloads"
    ),
    Kind.ORGANIZATION: (
        "company startup firm maker manufacturer university nonprofit newspaper airline broadcaster contractor"
        " publisher provider museum magazine charity regulator"
    ),
    Kind.PLACE: "town city village island suburb port province",
    Kind.BODY: "crater asteroid comet star galaxy exoplanet plain",
}
APPOSITION: dict[str, Kind] = {word: kind for kind, words in _APPOSITION.items() for word in words.split()}

# Capitalised words that stand before a person's name and are no part of it.
TITLES = words(
    "Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Sen Rep Gov Gen Lt Col Maj Capt Cmdr Adm Sgt Brig Hon"
    " President Vice-President Chancellor Minister Premier Senator Senators Representative Congressman Congresswoman"
    " Congressmen Governor Mayor Ambassador Secretary King Queen Prince Princess Pope Sheikh Emperor"
    " Administrator Director Director-General Chairman Chairwoman Chair Chief Commander Cosmonaut Cosmonauts"
    " Astronaut Astronauts Taikonaut Engineer Pilot Colonel General Captain Major Lieutenant Commodore Admiral"
    " Marshal Brigadier Sergeant Specialist Researcher Scientist Manager Officer CEO CTO CFO COO Academician Judge"
    " Justice Deputy Associate Acting Former Founder Co-founder Lead Rear Wing Group-Captain Spokesman Spokeswoman"
    " Spokesperson Reporter Editor Photographer Coach Contact Credit By Author Reverend Father Brother Sister"
)
# Title words that also begin other names, so that they need something more to make the rest a person.
WEAK_TITLES = words(
    "General Chief Associate Acting Former Lead Wing Deputy Officer Contact Credit By Group-Captain Director"
    " Chair Rear Secretary Prince King Queen Lady Lord Major Marshal Brother Sister Father Judge Justice Engineer"
    " Manager Pilot Specialist"
)
TITLES_FOLLOWED_BY_A_PERSON = TITLES - WEAK_TITLES
# Title words that part a body from its person in the middle of a phrase: "Goddard Director Makenzie Lystrup".
PARTING_TITLES = words(
    "Administrator Director Director-General President Vice-President Chancellor Minister Premier Senator"
    " Representative Congressman Congresswoman Governor Mayor Ambassador Chairman Chairwoman Commander Cosmonaut"
    " Cosmonauts Astronaut Astronauts Taikonaut Professor CEO CTO CFO COO Manager Deputy Associate Acting Former"
    " Chief Chair Officer Spokesman Spokeswoman Spokesperson Scientist Researcher Secretary Founder Co-founder Dr"
    " Mr Mrs Ms Sen Rep Gov Col Capt Lt"
)

# Lower-case nouns right before a person: "astronaut Jonny Kim", "founder Peter Beck".
PERSON_NOUNS = words(
    "astronaut astronauts cosmonaut cosmonauts taikonaut taikonauts administrator director chief president chairman"
    " chairwoman commander pilot engineer engineers scientist scientists researcher researchers physicist astronomer"
    " astronomers geologist professor manager minister senator governor mayor ambassador founder co-founder cofounder"
    " spokesman spokeswoman spokesperson investigator officer author photographer specialist analyst administrators"
    " designer cosmologist chemist biologist doctor surgeon entrepreneur billionaire businessman journalist"
    " historian chancellor premier leader secretary general artist teacher student postdoc colleague captain"
    " colonel specialist crewmate crewmates explorer inventor philanthropist widow wife husband son daughter"
    " brother sister director-general ceo technician architect physician editor reporter controller"
    " planetologist astrophysicist meteorologist climatologist programmer lawyer economist mathematician"
)

# Verbs that go with a speaker: "said Ada Wolkenstein", "Wolkenstein told".
SAYING = words("said says told added explained noted adds explains wrote stated commented argued recalled announced")

# Adjectives of peoples and regions: no names by themselves, and never a name's head.
DEMONYMS = words(
    "American Chinese Russian European Japanese Indian German French Italian British Canadian Soviet Ukrainian"
    " Korean Israeli Iranian Emirati Saudi Spanish Polish Swedish Norwegian Danish Finnish Dutch Belgian Swiss"
    " Austrian Australian Brazilian Mexican Argentine Argentinian Turkish Egyptian Nigerian Kenyan African Asian"
    " Arab Portuguese Greek Hungarian Czech Romanian Bulgarian Kazakh Belarusian Indonesian Malaysian Vietnamese"
    " Thai Philippine Filipino Pakistani Bangladeshi Irish Scottish Welsh English Latin Western Eastern Northern"
    " Southern Jovian Martian Lunar Solar Venusian Hawaiian Texan Californian Floridian Alaskan Ghanaian Ethiopian"
    " Rwandan Senegalese Moroccan Algerian Tunisian Peruvian Chilean Colombian Venezuelan Luxembourgish Icelandic"
    " Lithuanian Latvian Estonian Slovak Slovenian Croatian Serbian Armenian Azerbaijani Georgian Mongolian"
    " Singaporean Taiwanese Qatari Kuwaiti Omani Bahraini Syrian Iraqi Turkish Afghan Cuban Roman Jewish Muslim"
    " Christian Hindu Buddhist Catholic Republican Republicans Democrat Democratic Democrats Americans Russians"
    " Europeans Chinese Soviets Germans Indians Italians Canadians Hispanic Native Congressional"
)

# Words that are capitalised only because a sentence or a heading begins with them.
OPENERS = words(
    "The A An This That These Those It Its His Her Their Our My Your He She They We I You In On At For From To By With"
    " Without Within As If When While Where After Before During Since Until Till Under Over About Above Across Among"
    " Around Along Against Between Beyond Through Throughout Toward Towards Upon Via Per And But Or Nor So Yet Not No"
    " Also Both Either Neither Each Every All Any Some Many Most Much More Less Few Several Two Three Four Five Six"
    " Seven Eight Nine Ten Once Twice First Second Third Next Then Now Today Here There Only Even Still Just Later"
    " Earlier Meanwhile However Although Though Because Despite Instead Like Unlike Such Another Other Others Our"
    " According Based Known Named Nicknamed Launched Built Using Following Including Participants Photo Image Caption"
    " Credit Media What Who Why How Which Whose Is Are Was Were Be Been Has Have Had Do Does Did Will Would Can Could"
    " May Might Must Should Shall Let Please Visit See Read Watch Learn Join Click Follow Contact Ask Speaking"
    " Previously Recently Currently Eventually Finally Originally Initially Together Perhaps Last Late Early Soon"
    " Never Always Often Sometimes Almost Nearly Inside Outside Aboard Onboard Near Off Out Up Down Back Away Again"
    " Scientists Engineers Researchers Astronauts Officials Teams Students"
    " Getting Making Taking Working Testing Meet Explore Discover Yes Well Thanks Congratulations Note Editor Update"
    " Besides Given Thus Hence Therefore Rather Whether Whatever Whenever Wherever Nobody Everybody Everyone Someone"
    " Nothing Everything Something Additionally Moreover Furthermore Similarly Unfortunately Fortunately Ultimately"
)

MONTHS_AND_DAYS = words(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul"
    " Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur"
    " Thurs Fri Sat Sun EST EDT CST CDT MST MDT PST PDT UTC GMT CET CEST JST IST BST"
)

# As they stand before a full stop; those of initials, such as "N.Y.", need no list.
STATE_ABBREVIATIONS = words(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn"
    " Tex Vt Va Wash Wis Wyo"
)
# The states of one word.
STATE_NAMES = words(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois"
    " Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri"
    " Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington"
    " Wisconsin Wyoming"
)

# Lower-case nouns behind a number that counts something and is no numeral of a name.
UNITS = words(
    "years year days day hours hour minutes minute seconds months weeks times million billion percent people satellites"
    " astronauts kilometers miles meters feet km kg pounds tons spacecraft of more other new launches missions flights"
    " rockets engines crew members satellites"
)

# Words that introduce a proper name of the thing named just before: "the capsule, named Grace".
NAMING = "named|nicknamed|dubbed|called|christened|designated|codenamed|rechristened"

# What stands before a place and makes it a part of it: "Southern California".
REGIONS = words(
    "Southern Northern Eastern Western South North East West Central Upper Lower Greater Inner Outer Southeastern"
    " Southwestern Northeastern Northwestern"
)
