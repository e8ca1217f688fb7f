"""Renders the Fluent Emoji flat icons of the Animatic world into one sheet of sprites.

Needs ``resvg-py`` and the npm package ``@iconify-json/fluent-emoji-flat`` (MIT); training and tests need neither,
because the sheet is committed.

    python assets/render_sprites.py path/to/node_modules/@iconify-json/fluent-emoji-flat/icons.json
"""

import argparse
import io
import json
import sys
from pathlib import Path

import numpy as np
import resvg_py
from PIL import Image

ASSETS = Path(__file__).resolve().parent
sys.path.insert(0, str(ASSETS.parent))

from hitvideo.world.objects import sheet_emoji  # noqa: E402

CELL = 128
COLUMNS = 12
SUPERSAMPLE = 4


def render_icon(body: str, cell: int = CELL) -> Image.Image:
    """Draws one 32×32 icon body, cuts off its empty margin and fits it into a cell: RGBA `[cell, cell]`."""
    side = cell * SUPERSAMPLE
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="{side}" height="{side}">{body}</svg>'
    picture = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGBA")
    picture = picture.crop(picture.getchannel("A").getbbox())
    scale = (cell - 2) / max(picture.size)  # one empty pixel all around keeps rotated edges smooth
    width, height = (max(1, round(length * scale)) for length in picture.size)
    picture = picture.resize((width, height), Image.Resampling.BOX)
    square = Image.new("RGBA", (cell, cell))
    square.paste(picture, ((cell - width) // 2, (cell - height) // 2))
    return square


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("icons", type=Path, help="icons.json of @iconify-json/fluent-emoji-flat 1.2.6")
    icons = json.loads(parser.parse_args().icons.read_text())["icons"]
    names = sheet_emoji()
    rows = -(-len(names) // COLUMNS)
    sheet = Image.new("RGBA", (COLUMNS * CELL, rows * CELL))
    index = {}
    for number, name in enumerate(names):
        picture = render_icon(icons[name]["body"])
        row, column = divmod(number, COLUMNS)
        sheet.paste(picture, (column * CELL, row * CELL))
        opaque = np.asarray(picture)[..., 3] > 8
        index[name] = {
            "cell": [row, column],
            "width": round(float(opaque.any(axis=0).sum()) / CELL, 3),
            "height": round(float(opaque.any(axis=1).sum()) / CELL, 3),
        }
    sheet.save(ASSETS / "sprites.png", optimize=True)
    text = json.dumps({"cell": CELL, "sprites": index}, indent=1)
    (ASSETS / "sprites.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
