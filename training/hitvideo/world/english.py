"""Words of English that captions need not have to be told apart from things."""


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(" ".join(lines).split())


FUNCTION_WORDS = _words(
    "a an the this that these those some any no every each another other both all few many several one two",
    "three four five my your his her its our their i you he she it we they who which what whose there here not",
    "and or but nor so yet as while when where until since because if than then about above across after",
    "against along among around at before behind below beneath beside besides between beyond by despite down",
    "during except for from in inside into like near of off on onto out outside over past through throughout",
    "to toward towards under underneath up upon via with within without is are was were be been being am do",
    "does did done has have had having will would can could may might must shall should very too quite really",
    "rather just only also still again always never often almost more most less least",
)

PEOPLE = _words(
    "person people human humans man men woman women boy boys girl girls child children kid kids baby babies",
    "infant toddler teenager teenagers youth adult adults guy guys lady ladies gentleman gentlemen fellow",
    "mother mothers father fathers mum mom dad parent parents brother brothers sister sisters son sons",
    "daughter daughters grandmother grandma grandfather grandpa aunt uncle cousin husband wife friend friends",
    "couple family families bride groom king prince princess soldier soldiers policeman policewoman officer",
    "doctor nurse teacher student students worker workers farmer farmers cook chef artist painter dancer",
    "dancers singer musician actor actress player players athlete runner rider driver pilot captain sailor",
    "fisherman astronaut knight hunter clown wizard witch monk nun priest beggar thief crowd boss neighbour",
    "neighbor stranger hero heroine somebody someone anybody everybody citizen immigrant refugee tourist guest",
    "face faces hand hands",
)
