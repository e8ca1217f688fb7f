"""Writes ONNX graphs: export, optional dynamic int8, and the record of file, size and hash for the manifest."""

from __future__ import annotations

import hashlib
import logging
import shutil
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantFormat, QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import Tensor, nn

OPSET = 20
POOLING_OPSET = 18  # of the graph that pools every pixel: from 19 on ONNX Runtime 1.30 takes ten times as long for it
LARGEST = 1_800_000_000  # bytes of weights in one protobuf file, which ends at 2 GiB; above, they go beside it


def export_graph(
    module: nn.Module,
    inputs: dict[str, Tensor],
    outputs: list[str],
    dynamic: dict[str, dict[int, str]],
    file: Path,
    opset: int = OPSET,
) -> None:
    """Trace `module` (called with the inputs in order) into an ONNX file with named, dynamic axes.

    Weights above `LARGEST` bytes go into `<file>.data` beside it. Its products are in float32, even where training goes
    on in bfloat16 around it.
    """
    module.eval()
    weights = (*module.parameters(), *module.buffers())
    is_large = sum(tensor.numel() * tensor.element_size() for tensor in weights) > LARGEST
    parts = file.with_suffix(".parts")
    if is_large:
        parts.mkdir()
    whole = torch.autocast(torch.get_default_device().type, enabled=False)
    with warnings.catch_warnings(), torch.no_grad(), whole:
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(parts / file.name if is_large else file),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=dynamic,
            opset_version=opset,
            dynamo=False,
            do_constant_folding=True,
        )
    if is_large:
        save_graph(onnx.load(parts / file.name), file)
        shutil.rmtree(parts)
    onnx.checker.check_model(str(file))


def save_graph(model: onnx.ModelProto, file: Path) -> None:
    """Write a graph, with its weights in `<file>.data` where they are too large for one file."""
    data = file.with_name(f"{file.name}.data")
    data.unlink(missing_ok=True)  # onnx appends to it
    is_large = sum(len(weight.raw_data) for weight in model.graph.initializer) > LARGEST
    onnx.save_model(model, file, save_as_external_data=is_large, location=data.name, size_threshold=1024)


def quantize_graph(file: Path, operators: list[str]) -> None:
    """Replace an fp32 graph by its dynamic int8 form: int8 weights per output channel, activations at run time.

    Weights keep to 7 of the 8 bits: processors without VNNI add pairs of products in 16 bits, which full ones overflow
    (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
    """
    parts = file.with_suffix(".parts")
    parts.mkdir()
    data = file.with_name(f"{file.name}.data")
    is_large = data.exists()
    logging.getLogger().setLevel(
        logging.ERROR
    )  # the quantizer warns about missing shape inference, which it does not need
    quantize_dynamic(
        file,
        parts / file.name,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=operators,
        use_external_data_format=is_large,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # where shape inference gives up
    )
    data.unlink(missing_ok=True)
    for made in parts.iterdir():
        made.replace(file.with_name(made.name))
    parts.rmdir()


def quantize_table(file: Path) -> None:
    """Keep the rows that a graph looks up in 4 bits, 32 numbers a scale (`GatherBlockQuantized` of ONNX Runtime)."""
    algorithm = DefaultWeightOnlyQuantConfig(
        block_size=32, quant_format=QuantFormat.QOperator, op_types_to_quantize=("Gather",), quant_axes=(("Gather", 1),)
    )
    quantizer = MatMulNBitsQuantizer(onnx.load(file), algo_config=algorithm)
    quantizer.process()
    save_graph(quantizer.model.model, file)


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
    save_graph(model, file)


def file_record(folder: Path, name: str) -> dict[str, object]:
    """`{file, bytes, sha256}` of a file of the pack."""
    data = (folder / name).read_bytes()
    return {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
