"""The page docs/evaluation.md: figures in tables, and for each that was not measured why."""

from __future__ import annotations

from pathlib import Path

from .judge import ATTRIBUTES
from .reconstruction import Figures

NOT = "not measured"


def write_page(path: Path, manifest: dict, figures: Figures, pictures: Path) -> None:
    """Write the page beside its folder of pictures."""
    beside = pictures.name
    parts = [
        _head(manifest),
        _reconstruction(figures, beside),
        _masks(manifest, figures),
        _codecs(figures),
        _judge(figures),
        _adherence(figures, beside),
        _completed(figures),
        _guidance(figures, beside),
        _frechet(figures),
        _precision(figures),
        _novelty(figures, beside),
        _leak(figures, beside),
        _cost(figures),
        _weak(figures),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def number(value: float | None, digits: int = 2) -> str:
    return NOT if value is None else f"{value:.{digits}f}"


def percent(value: float | None, digits: int = 0) -> str:
    return NOT if value is None else f"{100 * value:.{digits}f} %"


def _head(manifest: dict) -> str:
    clip = manifest["clip"]
    return f"""# Evaluation of the pack {manifest["name"]} {manifest["version"]}

Written by `python -m hitvideo evaluate` (`npm run evaluate`) from the pack's own ONNX graphs, as the studio runs them;
do not edit by hand. Clips: {clip["frames"]} frames at {clip["framesPerSecond"]} frames/s,
{clip["width"]}×{clip["height"]} pixels. Held-out clips come from seeds that no training has seen."""


def _reconstruction(figures: Figures, beside: str) -> str:
    found = figures["reconstruction"]
    rows = []
    for row in found["table"]:
        name = f"{row['tokens']} tokens" if row["name"].isdigit() else f"all, {row['name']}"
        quality = [number(row["psnr"]), number(row["ssim"], 3), number(row["msSsim"], 3), number(row["lpips"], 3)]
        rows.append([name, number(row["bitsPerPixel"], 4), *quality])
    reasons = []
    if found["lpipsMissing"]:
        reasons.append(f"LPIPS was not measured: {found['lpipsMissing']}.")
    if found["table"][0]["msSsim"] is None:
        reasons.append("MS-SSIM was not measured: five scales need pictures above 96 pixels.")
    else:
        reasons.append("MS-SSIM uses a window of 7 pixels, since five scales of the usual 11 do not fit.")
    use = [
        [
            book["name"],
            str(book["bits"]),
            f"{book['distinct']} of {min(2 ** book['bits'], book['seen'])}",
            f"{book['entropy']:.2f} of {book['most']:.2f}",
            f"{book['bitEntropy']:.2f} of {book['bits']}",
        ]
        for book in found["codebooks"]
    ]
    return f"""## Reconstruction by number of layers

{found["clips"]} held-out true clips, encoded and decoded.

{table(["layers", "bits per pixel", "PSNR, dB", "SSIM", "MS-SSIM", "LPIPS"], rows)}

{" ".join(reasons)}

![True clips, and what 1, 2, 3 and all layers keep of them]({beside}/reconstruction.jpg)

## Use of the codebooks

Over the same clips. Entropy is that of the counted codes, which cannot exceed the logarithm of how many were counted;
the last column adds up the entropy of each bit.

{table(["layer", "bits", "distinct codes", "entropy, bits", "entropy of the bits"], use)}"""


def _masks(manifest: dict, figures: Figures) -> str:
    found, mask = figures["reconstruction"], manifest["mask"]
    if not mask:
        return "## Masks\n\nThis pack does not mask tokens."
    by_name = {row["name"]: row for row in found["table"]}
    whole = by_name[str(len(manifest["layers"]))]["psnr"]
    rows = [
        [name, percent(found["maskShare"][name]), number(by_name[name]["psnr"]), number(whole - by_name[name]["psnr"])]
        for name in ("true mask", "predicted mask")
    ]
    return f"""## Masks

Detail tokens that barely change are not sampled (strategy `{mask["strategy"]}`). The *true* mask is read off the clip,
the *predicted* one off the layers above, as generation does. Bits per pixel above count neither masked tokens nor the
mask itself.

{table(["mask", "tokens saved", "PSNR, dB", "cost, dB"], rows)}"""


def _codecs(figures: Figures) -> str:
    found = figures["codecs"]
    rows = []
    for codec in ("x264", "x265"):
        coded = found[codec]
        if coded is None:
            rows.append([codec, NOT, NOT, NOT, NOT])
            continue
        within = percent(coded["within"])
        rows.append([codec, number(coded["bytes"], 0), number(coded["psnr"]), number(coded["ssim"], 3), within])
    missing = [codec for codec in ("x264", "x265") if found[codec] is None]
    note = f" No ffmpeg with {' and '.join(missing)} was found." if missing else ""
    return f"""## Video codecs in the same space

A clip's tokens without masking take {found["budget"]} bytes. The codecs (preset slower, raw stream without supplemental
messages, {found["clips"]} clips) got the best quality that fits; where even their coarsest is
larger, the coarsest.{note}

{table(["codec", "bytes", "PSNR, dB", "SSIM", "clips that fit"], rows)}"""


def _judge(figures: Figures) -> str:
    if "judge" not in figures:
        return f"## The judge\n\nAdherence, diversity and Fréchet distance were {NOT}: no trained judge in the run."
    found = figures["judge"]
    rows = [[name, f"{100 * found['accuracy'][name]:.1f} %"] for name in ATTRIBUTES]
    return f"""## The judge

A classifier trained on true clips only, from seeds of its own. Its accuracy on {found["clips"]} held-out true clips:

{table(["attribute", "right"], rows)}"""


def _adherence(figures: Figures, beside: str) -> str:
    if "adherence" not in figures:
        return f"![Generated clips]({beside}/in-distribution.jpg)"
    found = figures["adherence"]
    rows = []
    for name, layers in (*found["sets"].items(), ("true clips", found["trueLayers"])):
        for tokens, shares in zip(found["tokens"], layers, strict=True):
            rows.append([name, f"{tokens} tokens", *(percent(shares[attribute]) for attribute in ATTRIBUTES)])
    rows.append(["true clips", "as they are", *(percent(found["true"][attribute]) for attribute in ATTRIBUTES)])
    return f"""## Adherence by prompt set

Share of generated clips in which the judge sees what the prompt says, as their first layers show them and whole:
{found["clips"]} per set, one seed per prompt, the pack's own sampling; a share of 75 % of that many is sure to
{100 * (0.75 * 0.25 / found["clips"]) ** 0.5:.1f} points (one standard error). *Paraphrase* uses words that no caption
contains, read as the pack reads words that it lacks, *composition* pairs of object with setting or motion
that were held out. The last rows are the judge's answers for true clips and what the tokenizer keeps of them: what a
perfect generator would get.{_ranked(found.get("candidates", 1))}

{table(["prompts", "clips", *ATTRIBUTES], rows)}

{_objects(found["objects"])}

![In-distribution prompts]({beside}/in-distribution.jpg)
![Paraphrases]({beside}/paraphrase.jpg)
![Held-out compositions]({beside}/composition.jpg)"""


def _completed(figures: Figures) -> str:
    if "completed" not in figures:
        return f"## What is drawn below a video's tokens\n\nThis was {NOT}: no trained judge in the run."
    keys = ("setting", "motion", "object")
    rows = [
        [str(row["tokens"]), *(percent(row[key]) for key in keys), number(row["psnr"]), number(row["alone"])]
        for row in figures["completed"]
    ]
    return f"""## What is drawn below a video's tokens

{figures["reconstruction"]["clips"]} true clips, encoded as imported videos are; their first layers are kept and
those below drawn for the clip's caption, one seed each. PSNR is to the true clip; what is drawn differs from it in all
that the kept tokens leave open, so that these tokens alone, blurred, come nearer.

{table(["tokens kept", *keys, "PSNR, dB", "of the kept alone, dB"], rows)}"""


def _ranked(candidates: int) -> str:
    """How clips are chosen, where they are."""
    if candidates == 1:
        return ""
    return f""" Each clip is the one of {candidates} below its board that the pack's ranker, a classifier
with other training clips than the judge's, finds to show its prompt best; boards are not chosen."""


def _objects(found: dict[str, tuple[int, int]]) -> str:
    """Which objects the whole clips of the sets in captions' words show, and which they do not."""
    always = [name for name, (right, asked) in found.items() if right == asked]
    weak = sorted((right / asked, name, right, asked) for name, (right, asked) in found.items() if 2 * right <= asked)
    failing = ", ".join(f"{name} ({right} of {asked})" for _, name, right, asked in weak) or "none"
    return f"""Objects in the whole clips of in-distribution and composition prompts: {len(always)} of {len(found)} were
always recognised. Recognised in half of their clips or less: {failing}."""


def _guidance(figures: Figures, beside: str) -> str:
    if "guidance" not in figures:
        return f"## Guidance and diversity\n\nThese were {NOT}: no trained judge in the run."
    keys = ("setting", "motion", "object")
    rows = [
        [f"{row['guidance']:g}", *(percent(row[key]) for key in keys), number(row["spread"]), percent(row["differing"])]
        for row in figures["guidance"]
    ]
    own = figures["diversity"]
    rows.append(["the pack's", *(percent(own[key]) for key in keys), number(own["spread"]), percent(own["differing"])])
    return f"""## Guidance and diversity

Boards of {own["prompts"]} prompts with {own["seeds"]} seeds each. *Spread* is the mean distance of the judge's features
between seeds of a prompt; between true clips of different prompts it is {number(own["trueSpread"])}. *Differing* is the
share of board tokens that differ between two seeds.

{table(["guidance", *keys, "spread", "differing"], rows)}

![Adherence against diversity]({beside}/guidance.png)
![Four seeds of a prompt, two frames each]({beside}/seeds.jpg)"""


def _frechet(figures: Figures) -> str:
    if "frechet" not in figures:
        return f"## Fréchet video distance\n\nThis was {NOT}: no trained judge in the run."
    found = figures["frechet"]
    return f"""## Fréchet video distance

On the judge's {found["width"]} features, {found["clips"]} clips a side: **{number(found["generated"])}** between
generated and true clips of the same prompts, {number(found["floor"])} between two sets of true clips. With fewer clips
than features both are biased upward, and neither compares with published figures on other features."""


def _precision(figures: Figures) -> str:
    if "precision" not in figures:
        why = "give `--full-precision` a pack that `export --precision fp32` wrote of the same run, and a judge"
        return f"## Cost of 8-bit weights\n\nThis was {NOT}: {why}."
    found = figures["precision"]
    keys = ("setting", "motion", "object")
    rows = [["the pack's", *(percent(found["own"][key]) for key in keys)]]
    rows.append([found["precision"], *(percent(found["other"][key]) for key in keys)])
    mean = [100 * sum(found[which].values()) / len(ATTRIBUTES) for which in ("own", "other")]
    return f"""## Cost of 8-bit weights

The same {found["clips"]} prompts and seeds from a pack of the same run with {found["precision"]} weights. Over all
attributes the judge agrees with the prompt in {mean[0]:.1f} % and {mean[1]:.1f} %;
{percent(found["differing"])} of the board tokens differ.

{table(["weights", *keys], rows)}"""


def _novelty(figures: Figures, beside: str) -> str:
    found = figures["novelty"]
    trained = "an unknown number of" if found["trained"] is None else str(found["trained"])
    return f"""## Nearest training clips

The nearest of {found["training"]} training clips (of {trained} that the language model's last run saw) to each of
{found["clips"]} generated clips, found at 16×16 pixels and compared at 64×64. PSNR to the nearest:
{number(found["generated"])} dB on
average, at most {number(found["generatedMost"])}; for held-out true clips {number(found["heldOut"])} dB and at most
{number(found["heldOutMost"])}. A generated clip that were a copy would stand out above the held-out ones.

![Generated clips and their nearest training clips]({beside}/nearest.jpg)"""


def _leak(figures: Figures, beside: str) -> str:
    found = figures["leak"]
    if not found["edits"]:
        return f"## Leak of an edited cell\n\nThis was {NOT}: all boards had the same codes."
    rows = [
        ["board alone", number(found["boardInside"]), number(found["boardOutside"])],
        ["all layers, lower ones kept", number(found["fullInside"]), number(found["fullOutside"])],
    ]
    return f"""## Leak of an edited cell

One cell of {found["edits"]} boards was given another code. PSNR between before and after: low inside the cell
means that the edit shows, high outside that it stays where it was made. A locked token does not freeze
its pixels exactly.

{table(["decoded from", "inside, dB", "outside, dB"], rows)}

![Before and after; the edited cell is outlined]({beside}/leak.jpg)"""


def _cost(figures: Figures) -> str:
    found = figures["cost"]
    seconds = found["seconds"]
    rows = [
        ["prompt encoded", number(seconds["prompt"], 3)],
        ["board from a prompt", number(seconds["board"], 2)],
        ["whole clip from a prompt, without decoding", number(seconds["clip"], 2)],
        ["clip decoded", f"{number(seconds['decode'], 2)} ({found['framesPerSecond']:.0f} frames/s)"],
        ["clip encoded", number(seconds["encode"], 2)],
    ]
    return f"""## Time and memory

Python's ONNX Runtime, {found["machine"]}, load average {found["load"]:.1f} while measuring; median of three.
The studio's own figures come from `npm run bench`. The pack takes {found["packBytes"] / 1e6:.1f} MB, this process
at most {found["memoryBytes"] / 1e9:.2f} GB.

{table(["part", "seconds"], rows)}"""


def _weak(figures: Figures) -> str:
    """What lies under the bars that a shipped pack should reach."""
    misses = [text for text, value, bar in _bars(figures) if value is not None and value < bar]
    unknown = [text for text, value, _ in _bars(figures) if value is None]
    lines = [f"- {text}" for text in misses] or ["- None of the measured figures lies under its bar."]
    lines += [f"- {NOT}: {text}" for text in unknown]
    return "## What is weak\n\nFigures under the bars that a shipped pack should reach:\n\n" + "\n".join(lines)


PLACES = {"board": 0, "full": -1}  # among the clips from their first 1, 2, … layers


def _bars(figures: Figures) -> list[tuple[str, float | None, float]]:
    rows = [row for row in figures["reconstruction"]["table"] if row["name"].isdigit()]
    bars: list[tuple[str, float | None, float]] = []
    for row, bar in zip([*rows[:-1], rows[-1]], (19.0, 21.5, 23.0, 27.0)[-len(rows) :], strict=False):
        bars.append((f"PSNR from {row['tokens']} tokens: {row['psnr']:.2f} dB, bar {bar}", row["psnr"], bar))
    bars.append((f"SSIM from all tokens: {rows[-1]['ssim']:.3f}, bar 0.90", rows[-1]["ssim"], 0.90))
    wanted = {
        "board": {"setting": 0.85, "motion": 0.70, "object": 0.40},
        "full": {"setting": 0.95, "motion": 0.85, "object": 0.80},
    }
    sets = figures.get("adherence", {}).get("sets", {})
    own = sets.get("in-distribution")
    for kind, shares in wanted.items():
        for name, bar in shares.items():
            value = own[PLACES[kind]][name] if own else None
            said = f"{name} of {kind} clips, in-distribution: {percent(value, 1)}, bar {percent(bar)}"
            bars.append((said, value, bar))
    for other in ("paraphrase", "composition"):
        for name in wanted["full"]:
            value = sets[other][-1][name] if own else None
            bar = own[-1][name] - 0.10 if own else 0.0
            shares = f"{percent(value, 1)}, bar {percent(bar, 1)}"
            said = f"{name} of full clips, {other}: {shares} (10 points under in-distribution)"
            bars.append((said if own else f"{name} of full clips, {other}", value, bar))
    return bars
