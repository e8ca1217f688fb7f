"""Lookup-free quantization: codes and signs."""

import torch

from hitvideo.tokenizer.quantizer import commitment, entropy_penalty, flip_bits, from_codes, quantize, to_codes


def test_codes_and_signs_round_trip_for_every_code() -> None:
    for bits in (1, 3, 10, 14):
        codes = torch.arange(2**bits)
        assert torch.equal(to_codes(from_codes(codes, bits)), codes)
    codes = torch.randint(0, 2**18, (2, 3, 4, 4))
    assert torch.equal(to_codes(from_codes(codes, 18)), codes)


def test_bit_j_is_set_where_channel_j_is_positive() -> None:
    assert to_codes(torch.tensor([1.0, -1.0, 1.0])).item() == 5
    assert from_codes(torch.tensor(6), 3).tolist() == [-1.0, 1.0, 1.0]


def test_quantizing_gives_signs_and_passes_the_gradient_of_tanh() -> None:
    z = torch.tensor([-2.0, -0.1, 0.0, 0.3], requires_grad=True)
    q = quantize(z)
    q.sum().backward()
    assert q.tolist() == [-1, -1, -1, 1]
    assert torch.allclose(z.grad, 1 - torch.tanh(z).square())


def test_a_soft_bottleneck_is_tanh() -> None:
    z = torch.randn(5)
    assert torch.allclose(quantize(z, 0.0), torch.tanh(z))


def test_the_entropy_penalty_prefers_sure_and_evenly_used_bits() -> None:
    sure_and_even = torch.tensor([[3.0], [-3.0]])
    sure_and_unused = torch.tensor([[3.0], [3.0]])
    unsure = torch.tensor([[0.01], [-0.01]])
    assert entropy_penalty(sure_and_even) < entropy_penalty(unsure) - 0.5
    assert entropy_penalty(sure_and_even) < entropy_penalty(sure_and_unused) - 0.5
    assert commitment(torch.ones(4)) == 0


def test_flipping_changes_about_the_asked_share_of_the_bits() -> None:
    q = torch.ones(10_000)
    assert abs((flip_bits(q, 0.1) < 0).float().mean() - 0.1) < 0.02
    assert torch.equal(flip_bits(q, 0.0), q)
