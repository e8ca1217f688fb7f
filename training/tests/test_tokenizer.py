"""The tokenizer: causal, streamed, and decodable from any prefix of its layers."""

from dataclasses import replace

import pytest
import torch

from hitvideo.config import Config
from hitvideo.tokenizer.layers import merge, split
from hitvideo.tokenizer.quantizer import quantize
from hitvideo.tokenizer.tokenizer import Tokenizer
from hitvideo.tokenizer.upper import merge_cells, split_cells


def awake(module: torch.nn.Module) -> torch.nn.Module:
    """Weights that start at zero get values, so that a test of what depends on what can fail."""
    with torch.no_grad():
        for p in module.parameters():
            p.add_(0.1 * torch.randn_like(p))
    return module.eval()


@pytest.fixture
def tokenizer(tiny: Config) -> Tokenizer:
    return awake(Tokenizer(tiny)).requires_grad_(False)


def clips(config: Config, count: int = 2) -> torch.Tensor:
    c = config.clip
    return torch.rand(count, c.frames, 3, c.height, c.width) * 2 - 1


def test_merging_and_splitting_are_inverse() -> None:
    x = torch.randn(2 * 4, 3, 4, 6)
    assert torch.equal(split(merge(x, 2, (2, 2, 3)), 2, (2, 2, 3)), x)
    cells = torch.randn(2, 4, 4, 6, 3)
    assert torch.equal(split_cells(merge_cells(cells, (2, 2, 3)), (2, 2, 3)), cells)


def test_grids_and_bits_are_those_of_the_config(tiny: Config, tokenizer: Tokenizer) -> None:
    encoded = tokenizer.encode(clips(tiny))
    for z, layer in zip([*encoded.uppers, encoded.z], tiny.layers, strict=True):
        assert z.shape == (2, *layer.grid, layer.bits)
    assert encoded.change.shape == (2, *tiny.detail.grid)


def test_every_prefix_of_the_layers_decodes_and_lower_layers_matter(tiny: Config, tokenizer: Tokenizer) -> None:
    frames = clips(tiny)
    made = [tokenizer.reconstruct(frames, layers) for layers in range(1, 4)]
    assert all(each.shape == frames.shape and each.isfinite().all() for each in made)
    assert not torch.allclose(made[0], made[1]) and not torch.allclose(made[1], made[2])


def test_layers_that_are_not_there_have_no_influence(tiny: Config, tokenizer: Tokenizer) -> None:
    encoded = tokenizer.encode(clips(tiny))
    uppers, q = [quantize(z) for z in encoded.uppers], quantize(encoded.z)
    none, board = torch.zeros(q.shape[:-1]), torch.tensor([1.0, 0.0])
    made = tokenizer.decode(uppers, board, q, none)[0]
    other = tokenizer.decode([uppers[0], -uppers[1]], board, -q, none)[0]
    assert torch.equal(made, other)


def test_codes_above_detail_are_chosen_by_what_the_decoder_misses(tiny: Config) -> None:
    corrected = replace(tiny, tokenizer=replace(tiny.tokenizer, correction_rounds=2, correction_step=1.0))
    tokenizer = awake(Tokenizer(corrected))
    before = tokenizer.encode(clips(corrected))
    after = tokenizer.corrected(before)
    assert torch.equal(after.uppers[0], before.uppers[0]) and torch.equal(after.z, before.z)
    assert not torch.equal(after.uppers[1], before.uppers[1])
    tokenizer.config = tiny
    assert torch.equal(tokenizer.corrected(before).uppers[1], before.uppers[1])


def test_streamed_decoding_equals_whole_clip_decoding(tiny: Config, tokenizer: Tokenizer) -> None:
    decoder, (t, h, w) = tokenizer.decoder, tiny.detail.grid
    bits = torch.randn(2, t, h, w, tiny.detail.bits).sign()
    context = torch.randn(2, t, decoder.context_width, h, w)
    whole, _ = decoder(bits, context.flatten(0, 1))
    for sizes in ([1] * t, [1, t - 1], [t]):
        states, parts, first = decoder.start(2, h, w), [], 0
        for size in sizes:
            chunk = slice(first, first + size)
            frames, states = decoder(bits[:, chunk], context[:, chunk].flatten(0, 1), states)
            parts.append(frames)
            first += size
        assert (torch.cat(parts, dim=1) - whole).abs().max() < 1e-4


def test_later_frames_never_change_earlier_latents(tiny: Config, tokenizer: Tokenizer) -> None:
    frames = clips(tiny)
    changed = frames.clone()
    changed[:, 8:] = torch.rand_like(changed[:, 8:])  # half of the clip
    before, after = tokenizer.encode(frames), tokenizer.encode(changed)
    assert torch.allclose(before.z[:, :2], after.z[:, :2], atol=1e-5)
    assert not torch.allclose(before.z[:, 2:], after.z[:, 2:], atol=1e-2)
    layout = [each.uppers[1] for each in (before, after)]
    assert torch.allclose(layout[0][:, 0], layout[1][:, 0], atol=1e-5)
    assert not torch.allclose(layout[0][:, 1], layout[1][:, 1], atol=1e-2)


def test_later_tokens_never_change_earlier_frames(tiny: Config, tokenizer: Tokenizer) -> None:
    t, h, w = tiny.detail.grid
    bits = torch.randn(1, t, h, w, tiny.detail.bits).sign()
    context = torch.zeros(t, tokenizer.decoder.context_width, h, w)
    other = bits.clone()
    other[:, 2:] *= -1
    before, after = (tokenizer.decoder(b, context)[0] for b in (bits, other))
    assert torch.equal(before[:, :8], after[:, :8]) and not torch.allclose(before[:, 8:], after[:, 8:])


@pytest.mark.parametrize("strategy", ["repeat", "zero", "learned"])
def test_masked_tokens_do_not_reach_the_decoder_under_any_strategy(tiny: Config, strategy: str) -> None:
    config = replace(tiny, tokenizer=replace(tiny.tokenizer, mask_strategy=strategy))
    tokenizer = awake(Tokenizer(config)).requires_grad_(False)
    encoded = tokenizer.encode(clips(config))
    uppers, q = [quantize(z) for z in encoded.uppers], quantize(encoded.z)
    mask = tokenizer.true_mask(encoded)
    assert mask.any()
    flipped = torch.where(mask[..., None], -q, q)
    made = [tokenizer.decode(uppers, torch.ones(2), *tokenizer.apply_mask(each, mask))[0] for each in (q, flipped)]
    assert torch.equal(*made)
