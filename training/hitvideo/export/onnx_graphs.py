"""Writes ONNX graphs: export, optional dynamic int8, and the record of file, size and hash for the manifest."""

from __future__ import annotations

import hashlib
import logging
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OPSET = 20


def export_graph(
    module: nn.Module,
    inputs: dict[str, Tensor],
    outputs: list[str],
    dynamic: dict[str, dict[int, str]],
    file: Path,
) -> None:
    """Trace `module` (called with the inputs in order) into an ONNX file with named, dynamic axes."""
    module.eval()
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(file),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=dynamic,
            opset_version=OPSET,
            dynamo=False,
            do_constant_folding=True,
        )
    onnx.checker.check_model(str(file))


def quantize_graph(file: Path, operators: list[str]) -> None:
    """Replace an fp32 graph by its dynamic int8 form: int8 weights per output channel, activations at run time."""
    full = file.with_suffix(".fp32.onnx")
    file.replace(full)
    logging.getLogger().setLevel(
        logging.ERROR
    )  # the quantizer warns about missing shape inference, which it does not need
    quantize_dynamic(full, file, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=operators)
    full.unlink()


def store_half(file: Path, least: int = 4096) -> None:
    """Keep large fp32 weights as halves with a cast behind; ONNX Runtime folds the casts when it loads the graph."""
    model = onnx.load(file)
    graph, casts = model.graph, []
    for weight in graph.initializer:
        if weight.data_type != onnx.TensorProto.FLOAT or np.prod(weight.dims) < least:
            continue
        name = weight.name
        half = numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), f"{name}.half")
        weight.CopyFrom(half)
        casts.append(helper.make_node("Cast", [half.name], [name], to=onnx.TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)
    onnx.save(model, file)


def file_record(folder: Path, name: str) -> dict[str, object]:
    """`{file, bytes, sha256}` of a file of the pack."""
    data = (folder / name).read_bytes()
    return {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
