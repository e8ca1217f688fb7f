"""Prompt → board → densify, step by step (paper 3.3), and decoding to frames."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..language_model.scan import scan_cells
from ..language_model.sequence import layer_steps
from .pack import Cache, Embedding, Pack
from .random_numbers import uniform
from .sampling import Sampling, sample

AS_GOOD = 0.05  # nats below the best that count as equal


@dataclass
class Generated:
    """Codes per layer in order of generation, flat; `masked` of the Detail layer where it was sampled."""

    codes: list[np.ndarray] = field(default_factory=list)
    masked: np.ndarray | None = None


class Generator:
    """Generates clips with a pack, one clip at a time."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        manifest = pack.manifest
        self.rows = manifest["languageModel"]["codeRows"]
        self.hint_slots = manifest["languageModel"]["hintSlots"]
        self.prompt_length = manifest["prompt"]["length"]
        self.factors = max(len(layer["factors"]) for layer in pack.layers)
        self.starts = np.cumsum([0, *(int(np.prod(layer["grid"])) for layer in pack.layers)])

    def generate(
        self, prompt: str, seed: int, samplings: list[Sampling] | None = None, layers: int | None = None
    ) -> Generated:
        """Tokens of the first `layers` layers (default: all) for a prompt.

        Of a whole clip as many candidates are drawn below one board as the pack says, and the one is kept that its
        ranker finds to show the prompt best.
        """
        samplings = samplings or self.samplings()
        embedding, count = self._embed(prompt), len(self.pack.layers)
        if self.pack.candidates == 1 or layers not in (None, count):
            return self._draw_on(self._prefix(embedding), Generated(), seed, samplings, layers or count)
        candidates = self.candidates(embedding, seed, samplings)
        return candidates[choose([self.agreement(made, embedding) for made in candidates])]

    def complete(self, prompt: str, seed: int, codes: list[np.ndarray]) -> Generated:
        """A whole clip for a prompt, below the codes of its first layers."""
        made = Generated(list(codes))
        return self._draw_on(self._prefix(self._embed(prompt)), made, seed, self.samplings(), len(self.pack.layers))

    def samplings(self) -> list[Sampling]:
        """The pack's own, per layer."""
        own = self.pack.manifest["sampling"]
        return [Sampling(s["guidance"], s["temperature"], s["topK"], s["topP"]) for s in own]

    def decode(self, made: Generated) -> np.ndarray:
        """Frames uint8 `[F, H, W, 3]` of any prefix of the layers."""
        return decode(self.pack, made)

    def candidates(self, embedding: Embedding, seed: int, samplings: list[Sampling]) -> list[Generated]:
        """Whole clips below one board, as many as the pack says."""
        cache, count = self._prefix(embedding), len(self.pack.layers)
        board = self._draw_on(cache, Generated(), seed, samplings, 1).codes
        return [
            self._draw_on(cache.copy(), Generated(list(board)), seed, samplings, count, draw)
            for draw in range(self.pack.candidates)
        ]

    def _draw_on(
        self, cache: Cache, made: Generated, seed: int, samplings: list[Sampling], layers: int, draw: int = 0
    ) -> Generated:
        """Adds what `made` lacks of the first layers. `draw`: number of the candidate."""
        count = len(self.pack.layers)
        for order in range(len(made.codes), layers):
            layer = self.pack.layers[order]
            places = scan_cells(tuple(layer["grid"]), layer.get("scan", "raster"))
            if order == count - 1 and self.pack.manifest["mask"]:
                made.masked = self._predict_mask(made.codes)
                places = places[~made.masked[places]]
            prior, closing = self._prior(made.codes), order < count - 1
            codes = self._layer(cache, order, places, samplings[order], seed, draw, closing, prior)
            if made.masked is not None and order == count - 1 and self.pack.manifest["mask"]["strategy"] == "repeat":
                codes = repeat(codes, made.masked, layer["grid"])
            made.codes.append(codes)
        return made

    def _embed(self, prompt: str) -> Embedding:
        return self.pack.embed(prompt)

    def agreement(self, made: Generated, embedding: Embedding) -> float:
        """How well a clip shows a prompt, in nats."""
        _, embedded, mask = embedding
        feeds = {"frames": self.decode(made)[None], "prompt": embedded[None], "words": mask.sum(keepdims=True)}
        return float(self.pack.ranker.run(None, feeds)[0][0])

    def _prefix(self, embedding: Embedding) -> Cache:
        """Prompt and empty hint slots; row 0 is conditional, row 1 unconditional."""
        _, embedded, mask = embedding
        length, slots = self.prompt_length, self.hint_slots
        codes = np.zeros((2, length + slots, self.factors), np.int64)
        codes[0, :length, 0] = np.where(mask > 0, 0, self.rows["promptPad"])
        codes[1, :length, 0] = self.rows["unconditional"]
        codes[:, length:, 0] = self.rows["noHint"]
        inputs = np.zeros((2, length + slots, embedded.shape[1]), np.float32)
        inputs[0, :length] = embedded * (mask[:, None] > 0)
        contents = np.concatenate([np.zeros(length, np.int64), 1 + np.arange(slots)])
        tokens = self.pack.tokens
        targets = 1 + tokens + np.concatenate([slots + np.arange(length), np.arange(slots)])
        cache = Cache(self.pack, 2)
        cache.step(codes, contents, targets, inputs)
        return cache

    def _layer(
        self,
        cache: Cache,
        order: int,
        places: np.ndarray,
        sampling: Sampling,
        seed: int,
        draw: int,
        closing: bool,
        prior: np.ndarray | None,
    ) -> np.ndarray:
        """Flat codes of one layer; `prior` `[tokens, bits]` as `_prior` makes it."""
        layer, start = self.pack.layers[order], self.starts[order]
        layer_index, tables = layer["index"], self.pack.links[order]
        codes = np.zeros(int(np.prod(layer["grid"])), np.int64)
        sizes = [2**f for f in layer["factors"]]
        cuts, shifts = np.cumsum(sizes)[:-1], np.cumsum([0, *layer["factors"][:-1]])
        for step in layer_steps(places, layer["block"], closing):
            held, predicted = step.contents >= 0, step.targets >= 0
            rows = np.zeros((len(held), self.factors), np.int64)
            for i, bits in enumerate(layer["factors"]):
                sub = (codes[step.contents] >> shifts[i]) & (2**bits - 1)
                rows[:, i] = np.where(held, sub + self.rows["layers"][order][i], 0)
            contents = np.where(held, 1 + start + step.contents, 0)
            targets = np.where(predicted, 1 + start + step.targets, 0)
            hidden = cache.step(np.repeat(rows[None], 2, 0), contents, targets)
            if not predicted.any():
                break
            guided = hidden[1] + np.float32(sampling.guidance) * (hidden[0] - hidden[1])
            logits = self.pack.heads[order].run(None, {"hidden": guided[None]})[0][0]
            for j in np.flatnonzero(predicted):
                place = step.targets[j]
                added = logits[j] if prior is None else logits[j] + prior_logits(prior[place], layer["factors"])
                sub = 0
                for i, part in enumerate(np.split(added, cuts)):
                    linked = part if i == 0 or tables is None else part + tables[i - 1][sub]
                    sub = sample(linked, sampling, uniform(seed, layer_index, int(place), i, draw))
                    codes[place] |= sub << shifts[i]
        return codes

    def _prior(self, codes: list[np.ndarray]) -> np.ndarray | None:
        """Logits of the bits of the layer below `codes`, float32 `[tokens, bits]`, where the pack has them."""
        layer = self.pack.layers[len(codes)]
        if layer["index"] not in self.pack.manifest["languageModel"].get("priors", []):
            return None
        return run_upper(self.pack, codes)[f"prior_{layer['index']}"].reshape(-1, layer["bits"])

    def _predict_mask(self, codes: list[np.ndarray]) -> np.ndarray:
        mask = self.pack.manifest["mask"]
        logits = run_upper(self.pack, codes)["mask_logits"][0]  # [T, h, w]
        score = np.maximum(logits - np.log(mask["threshold"] / (1 - mask["threshold"])), 0)
        score[0] = 0
        flat = score.reshape(-1)
        order = np.argsort(-flat, kind="stable")[: int(mask["maximumShare"] * flat.size)]
        masked = np.zeros(flat.size, bool)
        masked[order] = flat[order] > 0
        return masked


def choose(agreements: list[float]) -> int:
    """The first of those that agree with the prompt about as well as the best does.

    Clips that show all that was asked differ by little that anybody sees, and by as little as processors round.
    """
    return next(i for i, agreement in enumerate(agreements) if agreement >= max(agreements) - AS_GOOD)


def repeat(codes: np.ndarray, masked: np.ndarray, grid: list[int]) -> np.ndarray:
    """Masked tokens take the code of the same place in the previous latent frame."""
    frames, mask = codes.reshape(grid[0], -1).copy(), masked.reshape(grid[0], -1)
    for t in range(1, grid[0]):
        frames[t] = np.where(mask[t], frames[t - 1], frames[t])
    return frames.reshape(-1)


def prior_logits(prior: np.ndarray, factors: list[int]) -> np.ndarray:
    """Logits of independent bits float32 `[bits]` → of the sub-codes `[Σ 2^factor]`: the sum over the set bits."""
    parts = []
    for own in np.split(prior, np.cumsum(factors)[:-1]):
        table = np.zeros(1, np.float32)
        for bit in own:
            table = np.concatenate([table, table + bit])
        parts.append(table)
    return np.concatenate(parts)


def run_upper(pack: Pack, codes: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Outputs of the graph by name, `[1, …]` each, from the upper layers that are there."""
    uppers = pack.layers[:-1]
    feeds = {}
    for order, layer in enumerate(uppers):
        given = codes[order] if order < len(codes) else np.zeros(int(np.prod(layer["grid"])), np.int64)
        feeds[f"codes_{layer['index']}"] = given.reshape(1, *layer["grid"])
    feeds["layers"] = np.array(min(len(codes), len(uppers)), np.int64)
    names = [each.name for each in pack.upper_decoder.get_outputs()]
    return dict(zip(names, pack.upper_decoder.run(None, feeds), strict=True))


def decode(pack: Pack, made: Generated) -> np.ndarray:
    """Frames uint8 `[F, H, W, 3]` of any prefix of the layers, all latent frames in one chunk."""
    detail = pack.layers[-1]
    context = run_upper(pack, made.codes)["context"]
    there = len(made.codes) == len(pack.layers)
    codes = made.codes[-1] if there else np.zeros(int(np.prod(detail["grid"])), np.int64)
    known = np.full((1, *detail["grid"]), float(there), np.float32)
    if there and made.masked is not None and pack.manifest["mask"]["strategy"] != "repeat":
        known = 1 - made.masked.reshape(known.shape).astype(np.float32)
    feeds = {"context": context, f"codes_{detail['index']}": codes.reshape(1, *detail["grid"]), "known": known}
    for given in pack.base_decoder.get_inputs()[3:]:
        feeds[given.name] = np.zeros([d if isinstance(d, int) else 1 for d in given.shape], np.float32)
    return pack.base_decoder.run(None, feeds)[0][0]
