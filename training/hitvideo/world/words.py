"""The words of captions: for each attribute those used in captions, and those held out for paraphrase tests.

Verbs are pairs "finite/continuous" with an optional rest: ``"runs/running to the right"``.
"""

TRAVEL_VERBS: dict[str, tuple[str, ...]] = {
    "run": ("runs/running", "walks/walking", "dashes/dashing", "moves/moving"),
    "drive": ("drives/driving", "rolls/rolling", "speeds/speeding", "moves/moving"),
    "fly": ("flies/flying", "glides/gliding", "soars/soaring", "moves/moving"),
    "swim": ("swims/swimming", "glides/gliding", "moves/moving"),
    "sail": ("sails/sailing", "floats/floating", "moves/moving"),
    "ride": ("rides/riding", "rolls/rolling", "moves/moving"),
    "slide": ("slides/sliding", "moves/moving", "glides/gliding"),
    "roll": ("rolls/rolling", "moves/moving"),
    "float": ("floats/floating", "drifts/drifting", "moves/moving"),
}

DIRECTIONS: dict[str, tuple[str, ...]] = {
    "right": ("to the right", "right", "from left to right", "toward the right"),
    "left": ("to the left", "left", "from right to left", "toward the left"),
}

# Motions other than right and left, whose phrases are a travel verb and a direction.
MOTION_PHRASES: dict[str, tuple[str, ...]] = {
    "rises": ("rises/rising", "goes/going up", "moves/moving up", "floats/floating up", "rises/rising into the air"),
    "falls": ("falls/falling", "falls/falling down", "drops/dropping", "comes/coming down", "moves/moving down"),
    "hops": ("hops/hopping", "jumps/jumping", "hops/hopping in place", "bounces/bouncing", "jumps/jumping up and down"),
    "spins": ("spins/spinning", "rotates/rotating", "turns/turning around and around", "spins/spinning in place"),
    "grows": ("grows/growing", "gets/getting bigger", "becomes/becoming larger", "gets/getting bigger and bigger"),
    "shrinks": (
        "shrinks/shrinking",
        "gets/getting smaller",
        "becomes/becoming smaller",
        "gets/getting smaller and smaller",
    ),
    "sways": (
        "sways/swaying",
        "swings/swinging from side to side",
        "rocks/rocking back and forth",
        "sways/swaying to and fro",
    ),
    "circles": (
        "circles/circling",
        "moves/moving in a circle",
        "goes/going around in circles",
        "circles/circling around",
    ),
    "still": (
        "stays/staying still",
        "stands/standing still",
        "rests/resting",
        "waits/waiting",
        "stays/staying in place",
    ),
    "zigzags": ("zigzags/zigzagging", "moves/moving in a zigzag", "zigzags/zigzagging across", "goes/going in zigzags"),
}

# Phrases that only things of a gait get, added to the ones above.
GAIT_PHRASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("fly", "rises"): ("flies/flying up",),
    ("fly", "circles"): ("flies/flying in circles",),
    ("fly", "zigzags"): ("flies/flying in a zigzag",),
    ("fly", "falls"): ("flies/flying down",),
    ("swim", "rises"): ("swims/swimming up",),
    ("swim", "circles"): ("swims/swimming in circles",),
    ("swim", "falls"): ("sinks/sinking",),
    ("run", "circles"): ("runs/running in circles",),
    ("run", "zigzags"): ("runs/running in a zigzag",),
    ("drive", "circles"): ("drives/driving in circles",),
    ("drive", "zigzags"): ("drives/driving in a zigzag",),
    ("drive", "still"): ("is/being parked",),
}

HELD_OUT_MOTION: dict[str, tuple[str, ...]] = {
    "right": ("heads/heading rightwards", "travels/traveling rightward"),
    "left": ("heads/heading leftwards", "travels/traveling leftward"),
    "rises": ("ascends/ascending", "climbs/climbing upward"),
    "falls": ("descends/descending", "plummets/plummeting"),
    "hops": ("leaps/leaping", "springs/springing"),
    "spins": ("twirls/twirling", "whirls/whirling"),
    "grows": ("expands/expanding", "swells/swelling"),
    "shrinks": ("dwindles/dwindling", "diminishes/diminishing"),
    "sways": ("wobbles/wobbling", "oscillates/oscillating"),
    "circles": ("orbits/orbiting", "loops/looping"),
    "still": ("remains/remaining motionless", "keeps/keeping stationary"),
    "zigzags": ("weaves/weaving", "slaloms/slaloming"),
}

SETTING_PHRASES: dict[str, tuple[str, ...]] = {
    "beach": ("on a beach", "on the beach", "at the beach", "on a sandy beach"),
    "meadow": ("in a meadow", "in the meadow", "on a green meadow", "in a grassy meadow"),
    "desert": ("in the desert", "in a desert", "in a sandy desert"),
    "snow field": ("in a snow field", "on a snowy field", "on a snowy plain", "in a snowy landscape"),
    "city": ("in the city", "in a city", "on a city street", "downtown"),
    "forest": ("in a forest", "in the forest", "in the woods"),
    "underwater": ("underwater", "under water", "under the sea"),
    "space": ("in space", "in outer space"),
    "mountains": ("in the mountains", "in front of mountains", "in a mountain landscape"),
    "country road": ("on a country road", "on the country road", "on a road", "on a rural road"),
    "farm": ("on a farm", "at the farm", "on the farm", "in a farmyard"),
    "room": ("in a room", "indoors", "in a living room", "in the room"),
}

HELD_OUT_SETTING: dict[str, tuple[str, ...]] = {
    "beach": ("on the seashore", "at the seaside"),
    "meadow": ("on a pasture", "on the grassland"),
    "desert": ("among dunes", "in the sahara"),
    "snow field": ("in the arctic", "on the tundra"),
    "city": ("in a metropolis", "in a town"),
    "forest": ("in a woodland", "in a grove"),
    "underwater": ("in the ocean", "below the waves"),
    "space": ("in the cosmos", "in the galaxy"),
    "mountains": ("in the alps", "among peaks"),
    "country road": ("on a highway", "on a lane"),
    "farm": ("on a ranch", "at the homestead"),
    "room": ("in an apartment", "in the lounge"),
}

TIME_PHRASES: dict[str, tuple[str, ...]] = {
    "day": ("during the day", "by day", "in daylight"),
    "sunset": ("at sunset", "at dusk", "in the evening"),
    "night": ("at night", "by night", "during the night"),
}
TIME_NOUNS: dict[str, tuple[str, ...]] = {"day": ("day",), "sunset": ("sunset", "evening"), "night": ("night",)}

WEATHER_PHRASES: dict[str, tuple[str, ...]] = {
    "clear": ("in clear weather", "under a clear sky"),
    "rain": ("in the rain", "while it rains", "in rainy weather"),
    "snow": ("while it snows", "in falling snow", "in snowfall"),
    "fog": ("in the fog", "in foggy weather", "in the mist"),
}

CAMERA_PHRASES: dict[str, tuple[str, ...]] = {
    "static": ("static camera", "fixed camera", "the camera does not move"),
    "pan left": ("camera pans left", "the camera pans to the left", "panning left"),
    "pan right": ("camera pans right", "the camera pans to the right", "panning right"),
    "zoom in": ("camera zooms in", "the camera zooms in", "zooming in", "slow zoom in"),
    "zoom out": ("camera zooms out", "the camera zooms out", "zooming out", "slow zoom out"),
    "follow": ("camera follows", "the camera follows", "tracking shot", "followed by the camera"),
}

BESIDE: tuple[str, ...] = ("next to", "near", "beside", "close to")
PAST: tuple[str, ...] = ("past",)
