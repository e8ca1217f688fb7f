"""Writes a whole pack: graphs, manifest, golden cases; into a temporary folder that is renamed when complete."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ..config import Config
from ..language_model.model import LanguageModel
from ..language_model.positions import hint_slots
from ..language_model.sequence import CodeRows
from ..prompt.graph import FILE as PROMPT_FILE
from ..prompt.graph import PromptGraph
from ..prompt.make_phrases import world_phrases
from ..prompt.thesaurus import Thesaurus
from ..ranking.ranker import Ranker
from ..tokenizer.tokenizer import Tokenizer
from ..train.trained import load_language_model, load_ranker, load_tokenizer
from .golden import write_golden_cases
from .graphs import (
    BaseGraph,
    EncoderGraph,
    HeadGraph,
    LinkGraph,
    StepGraph,
    UpperEncoderGraph,
    UpperGraph,
    step_inputs,
)
from .onnx_graphs import POOLING_OPSET, export_graph, file_record, quantize_graph, store_half

WORLD_THESAURUS = Path(__file__).parents[1] / "world" / "thesaurus.json"  # of the words of the world's captions
WORLD_VERB_FORMS = WORLD_THESAURUS.with_name("verb_forms.json")
WORLD_LONE_NOUNS = WORLD_THESAURUS.with_name("lone_nouns.json")
WORLD_DEFINITIONS = WORLD_THESAURUS.with_name("definitions.json")
THESAURUS_FILE = "thesaurus.json"
PHRASES_FILE, PHRASE_VECTORS_FILE = "phrases.json", "phrase-vectors.bin"
RANKER_FILE = "ranker.onnx"
CODE_TABLE = 200_000  # elements of the smallest table of the language model that is worth storing in halves


def export_pack(config: Config, run: Path, folder: Path, precision: str = "int8") -> None:
    """Export the newest checkpoints of `run` as a pack in `folder`, replacing what is there.

    Figures that evaluation has left in `run/quality.json` go into the manifest.
    """
    measured = run / "quality.json"
    quality = json.loads(measured.read_text(encoding="utf-8")) if measured.exists() else {}
    work = folder.with_name(folder.name + ".partial")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    tokenizer, model = load_tokenizer(config, run), load_language_model(config, run)
    graph = PromptGraph(config, work)
    if config.data.source == "world":
        shutil.copyfile(WORLD_THESAURUS, work / THESAURUS_FILE)
        definitions = json.loads(WORLD_DEFINITIONS.read_text(encoding="utf-8"))
        verb_forms, lone_nouns = Thesaurus.load(WORLD_VERB_FORMS), Thesaurus.load(WORLD_LONE_NOUNS)
        phrases = world_phrases(graph.embed_sentence, verb_forms, lone_nouns, definitions)
        phrases.save(work / PHRASES_FILE, work / PHRASE_VECTORS_FILE)
    export_language_model(config, model, work, precision)
    export_tokenizer(config, tokenizer, work, precision)
    if config.pack.candidates > 1:
        export_ranker(config, load_ranker(config, run), work, precision)
    write_manifest(config, model, work, quality, precision, golden=[])
    golden = write_golden_cases(work, config.pack.golden_prompts)
    write_manifest(config, model, work, quality, precision, golden)
    shutil.rmtree(folder, ignore_errors=True)
    work.rename(folder)


def export_language_model(config: Config, model: LanguageModel, folder: Path, precision: str) -> None:
    """`language-model.onnx`, one head per layer, and the links of layers whose codes have several sub-codes."""
    inputs = step_inputs(config, rows=2, positions=3, capacity=5)
    outputs = ["hidden"]
    dynamic = {
        "codes": {0: "B", 1: "S"},
        "prompt": {0: "B", 1: "S"},
        "contents": {0: "S"},
        "targets": {0: "S"},
        "past_bias": {0: "C"},
        "new_bias": {0: "S", 1: "S"},
        "hidden": {0: "B", 1: "S"},
    }
    for i in range(config.language_model.depth):
        for kind in ("key", "value"):
            outputs.append(f"new_{kind}_{i}")
            dynamic[f"past_{kind}_{i}"] = {0: "B", 2: "C"}
            dynamic[f"new_{kind}_{i}"] = {0: "B", 2: "S"}
    _export(StepGraph(model), inputs, outputs, dynamic, folder / "language-model.onnx", precision)
    if precision == "int8":  # of fp32 weights that leaves the tables; the small one of angles keeps its precision
        store_half(folder / "language-model.onnx", least=CODE_TABLE)
    for order in range(len(config.layers)):
        hidden = {"hidden": torch.randn(2, 3, config.language_model.width)}
        axes = {name: {0: "B", 1: "S"} for name in ("hidden", "logits")}
        _export(
            HeadGraph(model, order),
            hidden,
            ["logits"],
            axes,
            folder / f"head-{config.layer_index(order)}.onnx",
            precision,
        )
    for order in linked_layers(config):
        pairs = range(1, len(config.layers[order].factors))
        before = {f"before_{i}": torch.zeros(3, dtype=torch.int64) for i in pairs}
        added = [f"added_{i}" for i in pairs]
        axes = {name: {0: "M"} for name in (*before, *added)}
        file = folder / link_file(config, order)
        export_graph(LinkGraph(model, order), before, added, axes, file)
        if precision == "int8":  # tables are rows to look up, not products
            store_half(file)


def export_tokenizer(config: Config, tokenizer: Tokenizer, folder: Path, precision: str) -> None:
    """The four graphs of encoders and decoders; convolutions stay fp32, stored as halves."""
    uppers = {
        f"codes_{config.layer_index(order)}": torch.zeros(1, *layer.grid, dtype=torch.int64)
        for order, layer in enumerate(config.uppers)
    }
    outputs = ["context", "mask_logits", *(f"prior_{index}" for index in prior_layers(config))]
    inputs = {**uppers, "layers": torch.tensor(len(uppers))}
    _export(
        UpperGraph(tokenizer),
        inputs,
        outputs,
        {name: {0: "N"} for name in (*uppers, *outputs)},
        folder / "upper-decoder.onnx",
        precision,
    )
    store_half(folder / "upper-decoder.onnx")

    _, h, w = config.detail.grid
    states = [state for stack in tokenizer.decoder.start(1, h, w) for state in stack]
    inputs = {
        "context": torch.randn(1, 2, h, w, tokenizer.decoder.context_width),
        "codes_0": torch.zeros(1, 2, h, w, dtype=torch.int64),
        "known": torch.ones(1, 2, h, w),
        **{f"state_{i}": state for i, state in enumerate(states)},
    }
    dynamic = {name: {0: "N", 1: "t"} for name in ("context", "codes_0", "known", "frames")}
    for i in range(len(states)):
        dynamic[f"state_{i}"] = dynamic[f"next_state_{i}"] = {0: "N"}
    outputs = ["frames", *(f"next_state_{i}" for i in range(len(states)))]
    export_graph(BaseGraph(tokenizer), inputs, outputs, dynamic, folder / "base-decoder.onnx", POOLING_OPSET)
    store_half(folder / "base-decoder.onnx")

    clip = config.clip
    frames = {"frames": torch.zeros(1, clip.frames, clip.height, clip.width, 3, dtype=torch.uint8)}
    soft = {"soft": torch.zeros(1, *config.detail.grid, config.detail.bits)}
    encoders = {
        "encoder.onnx": (EncoderGraph(tokenizer), frames, ["codes_0", "soft", "difference"]),
        "upper-encoder.onnx": (UpperEncoderGraph(tokenizer), soft, list(uppers)),
    }
    for name, (graph, inputs, outputs) in encoders.items():
        dynamic = {port: {0: "N"} for port in (*inputs, *outputs)}
        _export(graph, inputs, outputs, dynamic, folder / name, precision)
        store_half(folder / name)


def export_ranker(config: Config, ranker: Ranker, folder: Path, precision: str) -> None:
    """`ranker.onnx`, for one clip at a time."""
    model, clip = config.language_model, config.clip
    inputs = {
        "frames": torch.zeros(1, clip.frames, clip.height, clip.width, 3, dtype=torch.uint8),
        "prompt": torch.randn(1, model.prompt_length, model.prompt_width),
        "words": torch.tensor([model.prompt_length]),
    }
    _export(ranker, inputs, ["agreement"], {}, folder / RANKER_FILE, precision)
    store_half(folder / RANKER_FILE)


def write_manifest(
    config: Config,
    model: LanguageModel,
    folder: Path,
    quality: dict,
    precision: str,
    golden: list[str],
) -> None:
    """`manifest.json` over the files that lie in `folder`."""
    lm, rows = config.language_model, CodeRows.of(config)

    def graph(name: str, kind: str = precision) -> dict:
        return {**file_record(folder, name), "precision": kind}

    indices = [config.layer_index(order) for order in range(len(config.layers))]
    graphs = {
        "promptEncoder": graph(PROMPT_FILE, "int8"),
        "languageModel": graph("language-model.onnx"),
        "heads": [graph(f"head-{index}.onnx") for index in indices],
        "links": [
            graph(link_file(config, order), "fp32") if order in linked_layers(config) else None
            for order in range(len(config.layers))
        ],
        "upperDecoder": graph("upper-decoder.onnx"),
        "baseDecoder": graph("base-decoder.onnx", "fp32"),
        "encoder": graph("encoder.onnx"),
        "upperEncoder": graph("upper-encoder.onnx"),
    }
    if (folder / RANKER_FILE).exists():
        graphs["ranker"] = graph(RANKER_FILE)
    others = sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".onnx" and path.name != "manifest.json"
    )
    sampling = [
        {"guidance": s.guidance, "temperature": s.temperature, "topK": s.top_k, "topP": s.top_p}
        for s in config.samplings
    ]
    prompt = {"length": lm.prompt_length, "width": lm.prompt_width, "tokenizer": "tokenizer.json"}
    if (folder / THESAURUS_FILE).exists():
        prompt["thesaurus"] = THESAURUS_FILE
    if (folder / PHRASES_FILE).exists():
        prompt["phrases"] = {"words": PHRASES_FILE, "vectors": PHRASE_VECTORS_FILE}
    mask = {"layer": 0, "strategy": config.tokenizer.mask_strategy, "maximumShare": config.tokenizer.mask_maximum_share}
    manifest = {
        "formatVersion": 8,
        "id": config.pack.id,
        "name": config.pack.name,
        "version": config.pack.version,
        "licence": config.pack.licence,
        "description": config.pack.description,
        "clip": {
            "frames": config.clip.frames,
            "framesPerSecond": config.clip.frames_per_second,
            "height": config.clip.height,
            "width": config.clip.width,
        },
        "layers": [
            {
                "index": index,
                "name": layer.name,
                "grid": list(layer.grid),
                "bits": layer.bits,
                "factors": list(layer.factors),
                "block": layer.block,
                "scan": layer.scan,
            }
            for index, layer in zip(indices, config.layers, strict=True)
        ],
        "prompt": prompt,
        "languageModel": {
            "depth": lm.depth,
            "width": lm.width,
            "keyValueHeads": lm.key_value_heads,
            "headWidth": lm.width // lm.heads,
            "parameters": count_parameters(model),
            "hintSlots": hint_slots(config),
            "priors": prior_layers(config),
            "codeRows": {
                "null": rows.null,
                "unconditional": rows.unconditional,
                "promptPad": rows.prompt_pad,
                "noHint": rows.no_hint,
                "layers": [list(starts) for starts in rows.layers],
            },
        },
        "mask": {**mask, "threshold": config.tokenizer.mask_threshold},
        "correction": {"rounds": config.tokenizer.correction_rounds, "step": config.tokenizer.correction_step},
        "graphs": graphs,
        "files": [file_record(folder, name) for name in others],
        "sampling": sampling,
        "candidates": config.pack.candidates,
        "quality": quality,
        "golden": golden,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def prior_layers(config: Config) -> list[int]:
    """Indices of the layers whose logits get a prior from the layers above, in order of generation."""
    if not config.language_model.priors:
        return []
    return [config.layer_index(order) for order in range(1, len(config.layers))]


def linked_layers(config: Config) -> list[int]:
    """Orders of the layers whose codes have several sub-codes."""
    return [order for order, layer in enumerate(config.layers) if len(layer.factors) > 1]


def link_file(config: Config, order: int) -> str:
    return f"links-{config.layer_index(order)}.onnx"


def count_parameters(module: nn.Module) -> int:
    return int(np.sum([p.numel() for p in module.parameters()]))


def _export(
    module: nn.Module,
    inputs: dict[str, torch.Tensor],
    outputs: list[str],
    dynamic: dict[str, dict[int, str]],
    file: Path,
    precision: str,
) -> None:
    export_graph(module, inputs, outputs, dynamic, file)
    if precision == "int8":
        quantize_graph(file, ["MatMul", "Gemm"])
