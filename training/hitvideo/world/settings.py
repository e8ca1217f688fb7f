"""The twelve settings: what each allows, and how its background is drawn.

A background has two layers: the sky and the land. A panning camera shifts both, one that follows leaves the sky where
it is. Both are in picture units (y down, 0..1). A landscape is drawn in its daylight colours, then tinted for the time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hitvideo.world.painter import Painter

TIMES: tuple[str, ...] = ("day", "sunset", "night")
WEATHERS: tuple[str, ...] = ("clear", "rain", "snow", "fog")

LAND_TINT = {"day": (1.0, 1.0, 1.0), "sunset": (0.92, 0.68, 0.62), "night": (0.42, 0.46, 0.68)}
OBJECT_TINT = {"day": (1.0, 1.0, 1.0), "sunset": (1.0, 0.93, 0.88), "night": (0.86, 0.88, 1.0)}
SKY = {"day": ("#63b8f5", "#d5f0ff"), "sunset": ("#5a3a90", "#f7a35f"), "night": ("#070b26", "#26336b")}
OVERCAST = {"day": ("#8b9db0", "#c3ced8"), "sunset": ("#5d4a78", "#c98a72"), "night": ("#11152a", "#333b58")}

_PERIOD = 1.4  # decor repeats at this distance, so that a travelling camera always has some


@dataclass(frozen=True)
class Look:
    """What a background depends on: time, weather, a phase 0..1, the sun's place, decor as (x, size factor)."""

    time: str
    weather: str
    phase: float
    sun_x: float
    sun_y: float
    decor: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Setting:
    """``ground`` is the line on which things stand; ``decor`` names landmark ids it already contains."""

    id: str
    draw: Callable[[Painter, Painter, Look], None]
    times: tuple[str, ...]
    weathers: tuple[str, ...]
    ground: float
    decor: tuple[str, ...] = ()
    most_decor: int = 2


def _repeat(land: Painter, x: float, margin: float = 0.3, period: float = _PERIOD) -> list[float]:
    """All places of something that repeats along the land."""
    first = int((land.left - margin - x) // period)
    places = [
        x + (first + number) * period for number in range(int((land.right - land.left + 2 * margin) / period) + 3)
    ]
    return [place for place in places if land.left - margin <= place <= land.right + margin]


def _sprites(land: Painter, look: Look, emoji: str, bottom: float, size: float) -> None:
    for x, factor in look.decor:
        for place in _repeat(land, x):
            land.sprite(emoji, place, bottom, size * factor)


def _cloud(sky: Painter, x: float, y: float, size: float, colour: str) -> None:
    sky.ellipse(x, y, size, size * 0.34, colour)
    sky.circle(x - size * 0.3, y - size * 0.18, size * 0.36, colour)
    sky.circle(x + size * 0.26, y - size * 0.26, size * 0.44, colour)


def _draw_sky(sky: Painter, look: Look, horizon: float, top: str | None = None, bottom: str | None = None) -> None:
    """Gradient, then sun, moon with stars, or clouds. ``top`` and ``bottom`` replace the clear daylight colours."""
    wet = look.weather in ("rain", "snow")
    colours = (OVERCAST if wet else SKY)[look.time]
    if look.time == "day" and not wet:
        colours = (top or colours[0], bottom or colours[1])
    sky.gradient(0.0, horizon, *colours)
    if wet:
        cloud = {"day": "#75879a", "sunset": "#4d3d68", "night": "#232a45"}[look.time]
        for place in (0.12, 0.5, 0.88):
            _cloud(sky, place + 0.2 * (look.phase - 0.5), 0.08, 0.2, cloud)
    elif look.time == "night":
        for row in range(3):
            for column in range(5):
                sky.circle((column + 0.25 + 0.5 * (row % 2)) / 5, 0.06 + row * horizon * 0.3, 0.0065, "#e8ecff")
        sky.circle(look.sun_x, look.sun_y, 0.075, "#fff2b8")
        sky.circle(look.sun_x + 0.035, look.sun_y - 0.015, 0.062, "#0c1230")
    elif look.time == "sunset":
        sky.circle(look.sun_x, horizon - 0.03, 0.11, "#ffd65c")
    else:
        sky.circle(look.sun_x, look.sun_y, 0.07, "#ffe14d")
        _cloud(sky, (look.sun_x + 0.5) % 1.0, 0.15, 0.12, "#ffffff")


def _beach(sky: Painter, land: Painter, look: Look) -> None:
    _draw_sky(sky, look, 0.5)
    land.gradient(0.5, 0.66, "#1477c4", "#35b6e0")
    land.hills(0.67, 0.025, 0.5, look.phase, "#e9fbff")
    land.hills(0.69, 0.025, 0.5, look.phase, "#f5dc9c")
    land.band(0.8, 1.1, "#edcd82")
    _sprites(land, look, "palm-tree", 0.76, 0.46)
    land.tint(LAND_TINT[look.time])


def _meadow(sky: Painter, land: Painter, look: Look) -> None:
    _draw_sky(sky, look, 0.6)
    land.hills(0.66, 0.14, 1.4, look.phase, "#a5dc5a")
    land.hills(0.74, 0.1, _PERIOD / 2, look.phase + 0.4, "#78c83c")
    for number, colour in enumerate(("#ff6fae", "#ffffff", "#ffd93b")):
        for place in _repeat(land, look.phase + number * _PERIOD / 3):
            y = 0.84 + 0.08 * (number % 2)
            for dx, dy in ((-0.024, 0), (0.024, 0), (0, -0.024), (0, 0.024)):
                land.circle(place + dx, y + dy, 0.02, colour)
            land.circle(place, y, 0.018, "#ff9d2e" if colour == "#ffffff" else "#fff6d8")
    land.tint(LAND_TINT[look.time])


def _desert(sky: Painter, land: Painter, look: Look) -> None:
    _draw_sky(sky, look, 0.62, "#ffc47d", "#fff0cf")
    for place in _repeat(land, look.phase * 1.4, 0.5):
        land.polygon([(place - 0.3, 0.7), (place, 0.36), (place + 0.3, 0.7)], "#d99a4e")
        land.polygon([(place + 0.06, 0.7), (place, 0.36), (place + 0.3, 0.7)], "#b97a38")
    land.hills(0.68, 0.1, 1.1, look.phase + 0.3, "#f0b45c")
    land.hills(0.8, 0.09, 1.4, look.phase, "#e09a3e")
    _sprites(land, look, "cactus", 0.76, 0.3)
    land.tint(LAND_TINT[look.time])


def _snow_field(sky: Painter, land: Painter, look: Look) -> None:
    _draw_sky(sky, look, 0.62, "#9cc3ea", "#e4f0fb")
    land.hills(0.68, 0.12, 1.2, look.phase, "#c9dff2")
    _sprites(land, look, "evergreen-tree", 0.74, 0.38)
    land.hills(0.77, 0.07, 1.5, look.phase + 0.5, "#f8fcff")
    land.tint({"day": (1.0, 1.0, 1.0), "sunset": (0.95, 0.74, 0.76), "night": (0.5, 0.55, 0.8)}[look.time])


_BUILDINGS = (
    (0.0, 0.2, 0.4, "#6b7a99"), (0.22, 0.16, 0.26, "#c08a6a"), (0.4, 0.22, 0.48, "#55658a"),
    (0.64, 0.18, 0.33, "#a59a92"), (0.84, 0.2, 0.42, "#7b6f9c"), (1.06, 0.3, 0.22, "#b5794f"),
)  # fmt: skip


def _city(sky: Painter, land: Painter, look: Look) -> None:
    _draw_sky(sky, look, 0.68, "#8fc6ea", "#e3eff5")
    for x, width, height, colour in _BUILDINGS:
        for place in _repeat(land, x + look.phase * _PERIOD, 0.35):
            land.rectangle(place, 0.7 - height, place + width, 0.72, colour)
    land.band(0.7, 0.75, "#c9c9cc")
    land.band(0.75, 1.1, "#5f636e")
    land.tint(LAND_TINT[look.time])
    glass = {"day": "#d9efff", "sunset": "#ffd98a", "night": "#ffdf6b"}[look.time]
    for x, width, height, _ in _BUILDINGS:
        columns, rows = (3, 1) if width > 0.25 else (2, int(height / 0.13))
        for place in _repeat(land, x + look.phase * _PERIOD, 0.35):
            for row in range(rows):
                for column in range(columns):
                    left = place + width * (column + 0.5) / columns - 0.028
                    top = 0.7 - height + 0.04 + row * 0.13
                    land.rectangle(left, top, left + 0.056, top + 0.06, glass)


def _forest(sky: Painter, land: Painter, look: Look) -> None:
    if look.time == "day":
        sky.gradient(0.0, 0.75, "#5fae62", "#d9f2b4")
    else:
        _draw_sky(sky, look, 0.7)
    for number in range(4):
        for place in _repeat(land, (number + look.phase) * 0.35):
            width = 0.045 + 0.015 * (number % 2)
            land.polygon(
                [
                    (place - width, -0.05),
                    (place + width, -0.05),
                    (place + width * 1.35, 0.79),
                    (place - width * 1.35, 0.79),
                ],
                ("#6e4527", "#83552f")[number % 2],
            )
    for number in range(5):
        for place in _repeat(land, (number + look.phase) * 0.28):
            land.circle(place, 0.06, 0.19 if number % 2 else 0.15, "#1f6b35")
    land.hills(0.79, 0.05, 0.7, look.phase, "#2b7a3b")
    land.band(0.87, 1.1, "#226331")
    land.tint(LAND_TINT[look.time])


def _underwater(sky: Painter, land: Painter, look: Look) -> None:
    land.gradient(0.0, 0.95, "#28b8d8", "#0b3c86")
    for place in _repeat(land, look.phase):
        land.polygon([(place, -0.05), (place + 0.16, -0.05), (place - 0.1, 0.9), (place - 0.34, 0.9)], "#2fa9cf")
    land.hills(0.9, 0.06, 0.9, look.phase, "#d8c48a")
    colours = ("#ff6f7d", "#2fbf71", "#ff9d4d")
    for number, (x, factor) in enumerate(look.decor):
        colour = colours[number % 3]
        for place in _repeat(land, x):
            for dx, height in ((-0.06, 0.16), (0.0, 0.27), (0.06, 0.2)):
                land.ellipse(
                    place + dx * factor,
                    0.9 - height * factor / 2,
                    0.026 * factor,
                    height * factor / 2 + 0.03,
                    colour,
                    dx * 3,
                )


def _space(sky: Painter, land: Painter, look: Look) -> None:
    land.gradient(0.0, 1.0, "#12052e", "#3c1266")
    for row in range(4):
        for column in range(6):
            for place in _repeat(land, (column + 0.5 * (row % 2) + look.phase) * _PERIOD / 6):
                land.circle(place, 0.1 + row * 0.26, 0.0075, "#fff6d8")
    for place in _repeat(land, look.sun_x):
        land.circle(place, 0.24, 0.14, "#e07b54")
        land.circle(place - 0.035, 0.2, 0.075, "#ee9a6c")
        land.ellipse(place, 0.25, 0.23, 0.028, "#f6d9a0", -0.3)
    for x, factor in look.decor[:1]:
        for place in _repeat(land, x):
            land.circle(place, 0.76, 0.1 * factor, "#4aa3df")
            land.ellipse(place, 0.73, 0.06 * factor, 0.03, "#8fd694")


def _mountains(sky: Painter, land: Painter, look: Look) -> None:
    _draw_sky(sky, look, 0.66)
    for number, (x, half, peak) in enumerate(((0.1, 0.46, 0.2), (0.8, 0.5, 0.12), (0.46, 0.36, 0.34))):
        rock, shade = (("#8190a8", "#66748e"), ("#76869f", "#5c6a84"), ("#95a3b8", "#7a889f"))[number]
        for place in _repeat(land, x + look.phase * _PERIOD, 0.6):
            land.polygon([(place - half, 0.74), (place, peak), (place + half, 0.74)], rock)
            land.polygon([(place + 0.1, 0.74), (place, peak), (place + half, 0.74)], shade)
            k = 0.3
            low = peak + (0.74 - peak) * k
            snow = [(place, peak), (place + half * k, low), (place + half * k * 0.3, low - 0.04), (place, low + 0.02)]
            land.polygon([*snow, (place - half * k * 0.4, low - 0.03), (place - half * k, low)], "#ffffff")
    land.hills(0.76, 0.06, 1.0, look.phase, "#4f8f5d")
    land.band(0.88, 1.1, "#3f7a50")
    land.tint(LAND_TINT[look.time])


def _country_road(sky: Painter, land: Painter, look: Look) -> None:
    _draw_sky(sky, look, 0.56)
    land.hills(0.6, 0.12, 1.0, look.phase, "#8cc763")
    land.band(0.6, 0.72, "#63ad48")
    _sprites(land, look, "deciduous-tree", 0.69, 0.3)
    land.band(0.72, 1.1, "#4d5058")
    land.band(0.72, 0.735, "#e9e9e9")
    for place in _repeat(land, look.phase * 0.28, 0.2, 0.28):
        land.rectangle(place, 0.865, place + 0.15, 0.89, "#ffd84a")
    land.tint(LAND_TINT[look.time])


def _farm(sky: Painter, land: Painter, look: Look) -> None:
    _draw_sky(sky, look, 0.6)
    land.gradient(0.6, 1.0, "#e8c54e", "#c79a30")
    for y in (0.76, 0.84, 0.93):
        land.band(y, y + 0.018, "#b58627")
    for place in _repeat(land, look.phase * _PERIOD, 0.4):
        land.rectangle(place + 0.24, 0.34, place + 0.38, 0.66, "#b9c0c9")
        land.circle(place + 0.31, 0.34, 0.07, "#8d97a3")
        left, right = place - 0.2, place + 0.2
        land.polygon(
            [
                (left, 0.68),
                (left, 0.44),
                (place - 0.12, 0.33),
                (place, 0.28),
                (place + 0.12, 0.33),
                (right, 0.44),
                (right, 0.68),
            ],
            "#c23a34",
        )
        land.rectangle(place - 0.07, 0.5, place + 0.07, 0.68, "#fff3e6")
        land.rectangle(place - 0.052, 0.518, place + 0.052, 0.68, "#8c2723")
        land.band(0.68, 0.69, "#b58627")
    land.tint(LAND_TINT[look.time])


def _room(sky: Painter, land: Painter, look: Look) -> None:
    land.band(-0.1, 0.74, "#f2d3c2")
    land.band(0.71, 0.75, "#fff8ef")
    land.band(0.75, 1.1, "#a8693d")
    land.band(0.86, 0.87, "#8f5530")
    for place in _repeat(land, look.phase * _PERIOD):
        land.rectangle(place + 0.42, 0.14, place + 0.64, 0.36, "#7d5ba6")
        land.circle(place + 0.53, 0.25, 0.06, "#ffd166")
    for x, factor in look.decor[:1]:
        for place in _repeat(land, x):
            land.sprite("potted-plant", place, 0.8, 0.32 * factor)
    land.tint({"day": (1.0, 1.0, 1.0), "sunset": (0.96, 0.8, 0.68), "night": (0.46, 0.46, 0.66)}[look.time])
    glass = {"day": "#8fd3ff", "sunset": "#ff9a5c", "night": "#101a45"}[look.time]
    for place in _repeat(land, look.phase * _PERIOD):
        land.rectangle(place - 0.2, 0.1, place + 0.2, 0.5, "#ffffff" if look.time != "night" else "#8a8fb0")
        for x in (place - 0.175, place + 0.0125):
            land.rectangle(x, 0.125, x + 0.1625, 0.475, glass)
        if look.time != "sunset":
            land.circle(place + 0.1, 0.21, 0.045, "#ffe14d" if look.time == "day" else "#fff2b8")
        else:
            land.circle(place + 0.09, 0.42, 0.05, "#ffe07a")


_RAIN_FOG = ("clear", "rain", "fog")
_CLEAR = ("clear",)

SETTINGS: tuple[Setting, ...] = (
    Setting("beach", _beach, TIMES, _RAIN_FOG, 0.86),
    Setting("meadow", _meadow, TIMES, _RAIN_FOG, 0.86, most_decor=0),
    Setting("desert", _desert, TIMES, _CLEAR, 0.87, ("cactus",)),
    Setting("snow field", _snow_field, TIMES, ("clear", "snow", "fog"), 0.87),
    Setting("city", _city, TIMES, WEATHERS, 0.87, most_decor=0),
    Setting("forest", _forest, TIMES, WEATHERS, 0.88, ("tree",), most_decor=0),
    Setting("underwater", _underwater, ("day",), _CLEAR, 0.9, most_decor=3),
    Setting("space", _space, ("night",), _CLEAR, 0.8, most_decor=1),
    Setting("mountains", _mountains, TIMES, WEATHERS, 0.88, most_decor=0),
    Setting("country road", _country_road, TIMES, WEATHERS, 0.9, ("tree",)),
    Setting("farm", _farm, TIMES, WEATHERS, 0.87, most_decor=0),
    Setting("room", _room, TIMES, _CLEAR, 0.88, ("television", "chair"), most_decor=1),
)

SETTING_BY_ID: dict[str, Setting] = {setting.id: setting for setting in SETTINGS}
