"""The things that can be the subject of an Animatic clip, and the landmarks that may stand beside one.

Adding an object: add a row here, run ``assets/render_sprites.py``, and commit the new sheet. The order of the rows is
the order of the labels, and a new row changes what every seed draws.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class WorldObject:
    """One kind of object.

    ``emoji`` is the icon name in Fluent Emoji flat; ``words`` are used in captions (the first one is canonical),
    ``held_out`` never are. ``facing`` is +1 when the sprite looks to the right, -1 to the left, 0 when it has no side.
    ``natural`` scales the drawn size. ``gait`` says how it travels and picks its verbs: run, drive, fly, swim, sail,
    ride, slide, roll, float.
    """

    id: str
    emoji: str
    words: tuple[str, ...]
    held_out: tuple[str, ...]
    facing: int
    natural: float
    gait: str


def _row(id: str, emoji: str, words: str, held_out: str, facing: int, natural: float, gait: str) -> WorldObject:
    return WorldObject(id, emoji, tuple(words.split(", ")), tuple(held_out.split(", ")), facing, natural, gait)


OBJECTS: tuple[WorldObject, ...] = (
    # animals
    _row("dog", "dog-face", "dog, puppy, doggy", "hound, pooch", 0, 1.0, "run"),
    _row("cat", "cat", "cat, kitty, orange cat", "feline, tabby", -1, 1.0, "run"),
    _row("rabbit", "rabbit", "rabbit, bunny, white rabbit", "hare", -1, 0.95, "run"),
    _row("penguin", "penguin", "penguin, little penguin", "polar bird", 0, 1.0, "run"),
    _row("elephant", "elephant", "elephant, grey elephant", "tusker, pachyderm", -1, 1.12, "run"),
    _row("fish", "tropical-fish", "fish, tropical fish", "angelfish", -1, 0.95, "swim"),
    _row("bee", "honeybee", "bee, honeybee", "bumblebee", -1, 0.92, "fly"),
    _row("butterfly", "butterfly", "butterfly, orange butterfly", "monarch", 0, 0.95, "fly"),
    _row("turtle", "turtle", "turtle, green turtle", "tortoise, terrapin", -1, 1.0, "run"),
    _row("snail", "snail", "snail, brown snail", "gastropod, slug with a shell", -1, 0.95, "slide"),
    _row("owl", "owl", "owl, brown owl", "night bird", 0, 0.95, "fly"),
    _row("lion", "lion", "lion, big lion", "king of the jungle", 0, 1.08, "run"),
    _row("cow", "cow", "cow, dairy cow", "cattle beast, heifer", -1, 1.1, "run"),
    _row("pig", "pig", "pig, pink pig, piggy", "hog, swine", -1, 1.0, "run"),
    _row("frog", "frog", "frog, green frog", "toad, amphibian", 0, 0.92, "run"),
    _row("monkey", "monkey", "monkey, brown monkey", "chimp, ape", 0, 1.0, "run"),
    _row("horse", "horse", "horse, pony, brown horse", "steed, stallion", -1, 1.12, "run"),
    _row("crab", "crab", "crab, red crab", "crustacean", 0, 0.95, "run"),
    _row("octopus", "octopus", "octopus, orange octopus", "cephalopod, kraken", 0, 1.0, "swim"),
    _row("whale", "whale", "whale, blue whale", "cetacean, orca", -1, 1.12, "swim"),
    _row("duck", "duck", "duck, mallard", "drake, waterfowl", -1, 0.95, "run"),
    _row("chicken", "chicken", "chicken, hen", "poultry, fowl", -1, 0.95, "run"),
    _row("flamingo", "flamingo", "flamingo, pink flamingo", "pink wader", -1, 1.05, "run"),
    _row("parrot", "parrot", "parrot, red parrot", "macaw", -1, 0.98, "fly"),
    _row("dinosaur", "t-rex", "dinosaur, t-rex, green dinosaur", "tyrannosaurus, dino", -1, 1.12, "run"),
    _row("fox", "fox", "fox, red fox", "vixen", 0, 0.98, "run"),
    _row("panda", "panda", "panda, panda bear", "bamboo eater", 0, 1.02, "run"),
    _row("ladybug", "lady-beetle", "ladybug, ladybird", "lady beetle, beetle", 0, 0.92, "fly"),
    _row("unicorn", "unicorn", "unicorn, white unicorn", "magical steed, horned mare", -1, 1.05, "run"),
    # vehicles
    _row("car", "automobile", "car, red car, automobile", "sedan, motorcar", -1, 1.05, "drive"),
    _row("taxi", "taxi", "taxi, cab, yellow taxi", "hackney", -1, 1.05, "drive"),
    _row("bus", "bus", "bus, city bus, school bus", "motor coach", -1, 1.12, "drive"),
    _row("rocket", "rocket", "rocket, spaceship, rocket ship", "spacecraft, missile", 1, 1.08, "fly"),
    _row("helicopter", "helicopter", "helicopter, chopper", "rotorcraft", -1, 1.1, "fly"),
    _row("sailboat", "sailboat", "sailboat, sailing boat, boat", "yacht, dinghy", 0, 1.08, "sail"),
    _row("bicycle", "bicycle", "bicycle, bike", "pushbike, two-wheeler", -1, 1.08, "ride"),
    _row("train", "locomotive", "train, steam train, locomotive", "steam engine, railway engine", -1, 1.1, "drive"),
    _row("tractor", "tractor", "tractor, green tractor", "farm vehicle", -1, 1.08, "drive"),
    _row("airplane", "airplane", "airplane, plane, jet", "aircraft, airliner", 1, 1.1, "fly"),
    _row("ufo", "flying-saucer", "ufo, flying saucer", "alien ship, mothership", 0, 1.05, "fly"),
    _row("firetruck", "fire-engine", "fire truck, fire engine", "ladder truck", -1, 1.1, "drive"),
    _row("ambulance", "ambulance", "ambulance, white ambulance", "emergency van, hospital van", -1, 1.08, "drive"),
    _row("scooter", "motor-scooter", "scooter, motor scooter, pink scooter", "moped, vespa", -1, 1.02, "ride"),
    # food
    _row("apple", "red-apple", "apple, red apple", "ripe pome", 0, 0.9, "roll"),
    _row("banana", "banana", "banana, ripe banana", "plantain", 0, 0.95, "slide"),
    _row("hamburger", "hamburger", "hamburger, burger, cheeseburger", "beef sandwich, whopper", 0, 0.98, "slide"),
    _row("pizza", "pizza", "pizza, slice of pizza, pizza slice", "margherita, pepperoni pie", 0, 0.98, "slide"),
    _row("strawberry", "strawberry", "strawberry, red strawberry", "red berry", 0, 0.9, "slide"),
    _row("watermelon", "watermelon", "watermelon, slice of watermelon", "melon", 0, 0.98, "slide"),
    _row("grapes", "grapes", "bunch of grapes, grape bunch", "vine fruit", 0, 0.95, "slide"),
    _row("pineapple", "pineapple", "pineapple, yellow pineapple", "ananas", 0, 1.0, "slide"),
    _row("carrot", "carrot", "carrot, orange carrot", "root vegetable", 0, 0.98, "slide"),
    _row("icecream", "soft-ice-cream", "ice cream, ice cream cone", "gelato, soft serve", 0, 1.0, "slide"),
    _row("cake", "birthday-cake", "cake, birthday cake", "layered gateau, torte", 0, 1.02, "slide"),
    _row("donut", "doughnut", "donut, doughnut", "sweet pastry ring", 0, 0.95, "roll"),
    _row("mushroom", "mushroom", "mushroom, red mushroom", "toadstool, fungus", 0, 0.95, "slide"),
    _row("pumpkin", "jack-o-lantern", "pumpkin, halloween pumpkin", "gourd, carved squash", 0, 0.98, "roll"),
    # things
    _row("ball", "soccer-ball", "ball, soccer ball, football", "kickball", 0, 0.92, "roll"),
    _row("balloon", "balloon", "balloon, red balloon", "inflatable", 0, 1.0, "float"),
    _row("umbrella", "umbrella", "umbrella, purple umbrella", "parasol, brolly", 0, 1.0, "slide"),
    _row("guitar", "guitar", "guitar, electric guitar", "stringed instrument, six-string", 0, 1.08, "slide"),
    _row("clock", "alarm-clock", "clock, alarm clock", "timepiece", 0, 0.95, "slide"),
    _row("lamp", "light-bulb", "light bulb, lamp, bulb", "lightbulb", 0, 0.95, "slide"),
    _row("star", "star", "star, yellow star, golden star", "pentagram, starlet", 0, 0.98, "float"),
    _row("gift", "wrapped-gift", "gift, present, gift box", "wrapped package, parcel", 0, 0.98, "slide"),
    _row("kite", "kite", "kite, colorful kite", "paper glider", 0, 1.05, "float"),
    _row("drum", "drum", "drum, red drum", "percussion, snare", 0, 0.98, "slide"),
    _row("teddy", "teddy-bear", "teddy bear, teddy, toy bear", "stuffed animal, plush bear", 0, 1.0, "slide"),
    # beings
    _row("robot", "robot", "robot, grey robot", "android, automaton", 0, 1.02, "slide"),
    _row("ghost", "ghost", "ghost, white ghost", "spirit, phantom", 0, 1.0, "float"),
    _row("snowman", "snowman-without-snow", "snowman, little snowman", "snow figure, frosty", 0, 1.02, "slide"),
    _row("alien", "alien", "alien, green alien", "martian, extraterrestrial", 0, 0.98, "slide"),
)

LANDMARKS: tuple[WorldObject, ...] = (
    _row("house", "house", "house, little house", "cottage, bungalow", 0, 1.25, "slide"),
    _row("tree", "deciduous-tree", "tree, green tree", "oak", 0, 1.25, "slide"),
    _row("castle", "castle", "castle, grey castle", "fortress, citadel", 0, 1.3, "slide"),
    _row("tent", "tent", "tent, green tent", "canvas shelter", 0, 1.15, "slide"),
    _row("sunflower", "sunflower", "sunflower, big sunflower", "yellow bloom", 0, 1.0, "slide"),
    _row("chair", "chair", "chair, wooden chair", "stool, seat", 0, 1.0, "slide"),
    _row("television", "television", "television, tv", "telly", 0, 1.0, "slide"),
    _row("cactus", "cactus", "cactus, green cactus", "prickly succulent", 0, 1.05, "slide"),
)

DECOR_EMOJI: tuple[str, ...] = ("palm-tree", "evergreen-tree", "potted-plant")

BY_ID: dict[str, WorldObject] = {entry.id: entry for entry in (*OBJECTS, *LANDMARKS)}


def sheet_emoji() -> list[str]:
    """Names of every sprite on the sheet, in the order of its cells."""
    return [entry.emoji for entry in (*OBJECTS, *LANDMARKS)] + list(DECOR_EMOJI)
