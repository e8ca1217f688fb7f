"""A pack's graphs in ONNX Runtime, and the cache of the language model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer as WordPieces

from ..prompt.articles import fit_articles
from ..prompt.phrases import Phrases, sentence_vector
from ..prompt.thesaurus import Thesaurus

EMPTY = np.float32(-1e9)

Embedding = tuple[np.ndarray, np.ndarray, np.ndarray]  # of a prompt: ids [P], embeddings [P, prompt width], mask [P]


class Pack:
    """Sessions by name, and the manifest."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.folder = folder
        self.manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.layers = self.manifest["layers"]
        self.tokens = sum(int(np.prod(layer["grid"])) for layer in self.layers)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        graphs = self.manifest["graphs"]

        def session(record: dict) -> onnxruntime.InferenceSession:
            return onnxruntime.InferenceSession(
                str(folder / record["file"]), options, providers=["CPUExecutionProvider"]
            )

        self.prompt_encoder = session(graphs["promptEncoder"])
        self.language_model = session(graphs["languageModel"])
        self.heads = [session(record) for record in graphs["heads"]]
        linked = graphs.get("links", [None] * len(self.layers))
        self.links = [
            _tables(session(record), layer["factors"]) if record else None
            for record, layer in zip(linked, self.layers, strict=True)
        ]
        self.upper_decoder = session(graphs["upperDecoder"])
        self.base_decoder = session(graphs["baseDecoder"])
        self.encoder = session(graphs["encoder"])
        self.upper_encoder = session(graphs["upperEncoder"]) if "upperEncoder" in graphs else None
        self.ranker = session(graphs["ranker"]) if "ranker" in graphs else None
        self.candidates = self.manifest.get("candidates", 1)
        prompt = self.manifest["prompt"]
        self.thesaurus = Thesaurus.load(folder / prompt["thesaurus"]) if prompt.get("thesaurus") else Thesaurus({})
        phrases = prompt.get("phrases")
        self.phrases = (
            Phrases.load(folder / phrases["words"], folder / phrases["vectors"], prompt["width"]) if phrases else None
        )
        length = prompt["length"]
        self.pieces = WordPieces.from_file(str(folder / prompt["tokenizer"]))
        self.pieces.enable_truncation(length)
        self.pieces.enable_padding(length=length)

    def embed(self, prompt: str) -> Embedding:
        """Of the prompt in words that captions have."""
        reading = self.thesaurus.read(prompt)
        text = reading.text
        if self.phrases:
            text = self.phrases.read(reading, self.manifest["prompt"]["length"], self._embed_sentence)
        return self._embed(text if text == prompt else fit_articles(text))

    def _embed_sentence(self, text: str) -> np.ndarray:
        """Mean over the word pieces, unit length `[prompt width]`."""
        _, embedded, mask = self._embed(text)
        return sentence_vector(embedded, mask)

    def _embed(self, text: str) -> Embedding:
        encoded = self.pieces.encode(text)
        ids, mask = np.array([encoded.ids]), np.array([encoded.attention_mask])
        embedded = self.prompt_encoder.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return ids[0], embedded[0], mask[0]


def _tables(links: onnxruntime.InferenceSession, factors: list[int]) -> list[np.ndarray]:
    """Of each sub-code but the last: what it adds to the logits of the next, float32 `[2^factor, 2^next factor]`."""
    feeds = {f"before_{i}": np.arange(2**bits) for i, bits in enumerate(factors[:-1], 1)}
    return links.run([f"added_{i}" for i in range(1, len(factors))], feeds)


class Cache:
    """Keys and values of past positions, in buffers that grow by whole buckets."""

    BUCKET = 256

    def __init__(self, pack: Pack, rows: int) -> None:
        model = pack.manifest["languageModel"]
        self.pack, self.rows, self.length = pack, rows, 0
        self.depth, self.shape = model["depth"], (rows, model["keyValueHeads"], 0, model["headWidth"])
        self.past = [np.zeros(self.shape, np.float32) for _ in range(2 * self.depth)]
        self._grow(1)

    def copy(self) -> Cache:
        """Of its own, to go on from here in another way."""
        other = Cache(self.pack, self.rows)
        other.past, other.length = [kept.copy() for kept in self.past], self.length
        return other

    def _grow(self, needed: int) -> None:
        capacity = self.past[0].shape[2]
        if needed <= capacity:
            return
        more = -(-needed // self.BUCKET) * self.BUCKET - capacity
        self.past = [np.pad(p, [(0, 0), (0, 0), (0, more), (0, 0)]) for p in self.past]

    def step(
        self,
        codes: np.ndarray,
        contents: np.ndarray,
        targets: np.ndarray,
        prompt: np.ndarray | None = None,
        new_bias: np.ndarray | None = None,
        keep: bool = True,
    ) -> np.ndarray:
        """One step: `codes` `[B, S, F]`, `contents` and `targets` `[S]` → hidden `[B, S, width]`."""
        rows, size, _ = codes.shape
        capacity = self.past[0].shape[2]
        if prompt is None:
            prompt = np.zeros((rows, size, self.pack.manifest["prompt"]["width"]), np.float32)
        feeds = {
            "codes": codes,
            "prompt": prompt,
            "contents": contents,
            "targets": targets,
            "past_bias": np.where(np.arange(capacity) < self.length, np.float32(0), EMPTY),
            "new_bias": np.zeros((size, size), np.float32) if new_bias is None else new_bias,
        }
        names = [f"past_{kind}_{i}" for i in range(self.depth) for kind in ("key", "value")]
        hidden, *new = self.pack.language_model.run(None, feeds | dict(zip(names, self.past, strict=True)))
        if keep:
            self._grow(self.length + size)
            for kept, rows_ in zip(self.past, new, strict=True):
                kept[:, :, self.length : self.length + size] = rows_
            self.length += size
        return hidden
