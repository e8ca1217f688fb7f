"""Products in bfloat16: only where the machine is made for them, and nothing else changes."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from hitvideo.config import Config
from hitvideo.data.tokens import TokenFiles
from hitvideo.language_model.batch import layer_losses, make_batch
from hitvideo.language_model.model import LanguageModel, attend
from hitvideo.losses import structural
from hitvideo.tokenizer.quantizer import quantize
from hitvideo.tokenizer.tokenizer import Tokenizer
from hitvideo.train import precision
from hitvideo.train.recogniser import as_seen, code_recogniser


def in_halves() -> torch.autocast:
    return torch.autocast("cpu", torch.bfloat16)


def worn(module: torch.nn.Module) -> torch.nn.Module:
    """Weights that start at zero get values."""
    with torch.no_grad():
        for p in module.parameters():
            p.add_(0.05 * torch.randn_like(p))
    return module.eval().requires_grad_(False)


@pytest.mark.parametrize("made_for_it", [True, False])
def test_products_are_halved_only_where_asked_and_fast(monkeypatch: pytest.MonkeyPatch, made_for_it: bool) -> None:
    monkeypatch.setattr(precision, "multiplies_halves", lambda: made_for_it)
    a = torch.rand(4, 4)
    for asked, wanted in (("float32", False), ("bfloat16", made_for_it)):
        with precision.products(asked):
            assert (a @ a).dtype == (torch.bfloat16 if wanted else torch.float32)


def test_the_tokenizer_leaves_floats_and_whole_bits(tiny: Config) -> None:
    tokenizer, c = worn(Tokenizer(tiny)), tiny.clip
    frames = torch.rand(2, c.frames, 3, c.height, c.width) * 2 - 1
    exact = tokenizer.encode(frames)
    with in_halves():
        rough = tokenizer.encode(frames)
        qs = [quantize(z) for z in (*rough.uppers, rough.z)]
        made, upper, _ = tokenizer.decode(qs[:-1], torch.ones(2), qs[-1], torch.ones(qs[-1].shape[:-1]))
        seen = worn(code_recogniser(tiny))(as_seen(qs[-1]))
    for q, z, own in zip(qs, (*rough.uppers, rough.z), (*exact.uppers, exact.z), strict=True):
        assert torch.equal(q.abs(), torch.ones_like(q))
        assert z.dtype == torch.float32 and torch.allclose(z, own, atol=0.05 * float(own.std()) + 0.02)
    whole, _, _ = tokenizer.decode(qs[:-1], torch.ones(2), qs[-1], torch.ones(qs[-1].shape[:-1]))
    assert (made - whole).abs().mean() < 0.02 * whole.std()
    outputs = [made, upper.bits, upper.mask, *upper.priors, *seen.logits, seen.pointer, seen.cells]
    assert {each.dtype for each in outputs} == {torch.float32}


def test_the_language_model_loses_hardly_anything(tiny: Config, model: LanguageModel, files: TokenFiles) -> None:
    rng, chosen = np.random.default_rng(0), np.arange(4)
    batch = make_batch(tiny, model.rows, files, chosen, 3, rng, 0.0, 0.0, worn(Tokenizer(tiny)))
    inputs = (batch.codes, batch.prompt, batch.contents, batch.targets, batch.bias)
    exact = layer_losses(tiny, model, model(*inputs), batch)
    with in_halves():
        rough = layer_losses(tiny, model, model(*inputs), batch)
    for a, b in zip(exact, rough, strict=True):
        assert b.dtype == torch.float32 and float(a) == pytest.approx(float(b), rel=0.01)


def test_structural_similarity_of_flat_ground_is_a_number() -> None:
    flat = torch.full((1, 4, 3, 32, 32), 0.3)
    with in_halves():
        assert float(structural(flat + 1e-3, flat, np.random.default_rng(0))) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("kv_heads", [1, 2, 4])
def test_attention_of_shared_keys_is_attention(kv_heads: int) -> None:
    q, k, v = torch.randn(2, 4, 7, 12), torch.randn(2, kv_heads, 7, 12), torch.randn(2, kv_heads, 7, 12)
    bias = torch.ones(7, 7).triu(1) * -1e9
    expected = F.scaled_dot_product_attention(q, k, v, attn_mask=bias, enable_gqa=True)
    assert torch.allclose(attend(q, k, v, bias), expected, atol=1e-5)
