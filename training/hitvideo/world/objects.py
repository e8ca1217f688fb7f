"""The things that can be the subject of an Animatic clip, and the landmarks that may stand beside one.

Adding an object: add a row here and its words in `object_words.py`, run ``assets/render_sprites.py``, and commit the
new sheet. The order of the rows is the order of the labels, and a new row changes what every seed draws.
"""

from dataclasses import dataclass

from hitvideo.world.object_words import OBJECT_WORDS


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


def _row(id: str, emoji: str, facing: int, natural: float, gait: str) -> WorldObject:
    words, held_out = OBJECT_WORDS[id]
    return WorldObject(id, emoji, words, held_out, facing, natural, gait)


OBJECTS: tuple[WorldObject, ...] = (
    # animals
    _row("dog", "dog-face", 0, 1.0, "run"),
    _row("cat", "cat", -1, 1.0, "run"),
    _row("rabbit", "rabbit", -1, 0.95, "run"),
    _row("penguin", "penguin", 0, 1.0, "run"),
    _row("elephant", "elephant", -1, 1.12, "run"),
    _row("fish", "tropical-fish", -1, 0.95, "swim"),
    _row("bee", "honeybee", -1, 0.92, "fly"),
    _row("butterfly", "butterfly", 0, 0.95, "fly"),
    _row("turtle", "turtle", -1, 1.0, "run"),
    _row("snail", "snail", -1, 0.95, "slide"),
    _row("owl", "owl", 0, 0.95, "fly"),
    _row("lion", "lion", 0, 1.08, "run"),
    _row("cow", "cow", -1, 1.1, "run"),
    _row("pig", "pig", -1, 1.0, "run"),
    _row("frog", "frog", 0, 0.92, "run"),
    _row("monkey", "monkey", 0, 1.0, "run"),
    _row("horse", "horse", -1, 1.12, "run"),
    _row("crab", "crab", 0, 0.95, "run"),
    _row("octopus", "octopus", 0, 1.0, "swim"),
    _row("whale", "whale", -1, 1.12, "swim"),
    _row("duck", "duck", -1, 0.95, "run"),
    _row("chicken", "chicken", -1, 0.95, "run"),
    _row("flamingo", "flamingo", -1, 1.05, "run"),
    _row("parrot", "parrot", -1, 0.98, "fly"),
    _row("dinosaur", "t-rex", -1, 1.12, "run"),
    _row("fox", "fox", 0, 0.98, "run"),
    _row("panda", "panda", 0, 1.02, "run"),
    _row("ladybug", "lady-beetle", 0, 0.92, "fly"),
    _row("unicorn", "unicorn", -1, 1.05, "run"),
    # vehicles
    _row("car", "automobile", -1, 1.05, "drive"),
    _row("taxi", "taxi", -1, 1.05, "drive"),
    _row("bus", "bus", -1, 1.12, "drive"),
    _row("rocket", "rocket", 1, 1.08, "fly"),
    _row("helicopter", "helicopter", -1, 1.1, "fly"),
    _row("sailboat", "sailboat", 0, 1.08, "sail"),
    _row("bicycle", "bicycle", -1, 1.08, "ride"),
    _row("train", "locomotive", -1, 1.1, "drive"),
    _row("tractor", "tractor", -1, 1.08, "drive"),
    _row("airplane", "airplane", 1, 1.1, "fly"),
    _row("ufo", "flying-saucer", 0, 1.05, "fly"),
    _row("firetruck", "fire-engine", -1, 1.1, "drive"),
    _row("ambulance", "ambulance", -1, 1.08, "drive"),
    _row("scooter", "motor-scooter", -1, 1.02, "ride"),
    # food
    _row("apple", "red-apple", 0, 0.9, "roll"),
    _row("banana", "banana", 0, 0.95, "slide"),
    _row("hamburger", "hamburger", 0, 0.98, "slide"),
    _row("pizza", "pizza", 0, 0.98, "slide"),
    _row("strawberry", "strawberry", 0, 0.9, "slide"),
    _row("watermelon", "watermelon", 0, 0.98, "slide"),
    _row("grapes", "grapes", 0, 0.95, "slide"),
    _row("pineapple", "pineapple", 0, 1.0, "slide"),
    _row("carrot", "carrot", 0, 0.98, "slide"),
    _row("icecream", "soft-ice-cream", 0, 1.0, "slide"),
    _row("cake", "birthday-cake", 0, 1.02, "slide"),
    _row("donut", "doughnut", 0, 0.95, "roll"),
    _row("mushroom", "mushroom", 0, 0.95, "slide"),
    _row("pumpkin", "jack-o-lantern", 0, 0.98, "roll"),
    # things
    _row("ball", "soccer-ball", 0, 0.92, "roll"),
    _row("balloon", "balloon", 0, 1.0, "float"),
    _row("umbrella", "umbrella", 0, 1.0, "slide"),
    _row("guitar", "guitar", 0, 1.08, "slide"),
    _row("clock", "alarm-clock", 0, 0.95, "slide"),
    _row("lamp", "light-bulb", 0, 0.95, "slide"),
    _row("star", "star", 0, 0.98, "float"),
    _row("gift", "wrapped-gift", 0, 0.98, "slide"),
    _row("kite", "kite", 0, 1.05, "float"),
    _row("drum", "drum", 0, 0.98, "slide"),
    _row("teddy", "teddy-bear", 0, 1.0, "slide"),
    # beings
    _row("robot", "robot", 0, 1.02, "slide"),
    _row("ghost", "ghost", 0, 1.0, "float"),
    _row("snowman", "snowman-without-snow", 0, 1.02, "slide"),
    _row("alien", "alien", 0, 0.98, "slide"),
)

LANDMARKS: tuple[WorldObject, ...] = (
    _row("house", "house", 0, 1.25, "slide"),
    _row("tree", "deciduous-tree", 0, 1.25, "slide"),
    _row("castle", "castle", 0, 1.3, "slide"),
    _row("tent", "tent", 0, 1.15, "slide"),
    _row("sunflower", "sunflower", 0, 1.0, "slide"),
    _row("chair", "chair", 0, 1.0, "slide"),
    _row("television", "television", 0, 1.0, "slide"),
    _row("cactus", "cactus", 0, 1.05, "slide"),
)

DECOR_EMOJI: tuple[str, ...] = ("palm-tree", "evergreen-tree", "potted-plant")

BY_ID: dict[str, WorldObject] = {entry.id: entry for entry in (*OBJECTS, *LANDMARKS)}


def sheet_emoji() -> list[str]:
    """Names of every sprite on the sheet, in the order of its cells."""
    return [entry.emoji for entry in (*OBJECTS, *LANDMARKS)] + list(DECOR_EMOJI)
