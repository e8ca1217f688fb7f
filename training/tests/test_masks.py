"""Dynamic encoding: which Detail tokens are masked, and what stands in for them."""

import numpy as np
import torch

from hitvideo.pipeline.generate import repeat
from hitvideo.tokenizer.masks import difference, limit, predicted_mask, repeat_masked, true_mask


def test_the_first_latent_frame_is_never_masked_and_at_most_the_share_is() -> None:
    z = torch.randn(3, 8, 4, 4, 18) * torch.rand(3, 8, 4, 4, 1)
    z[1, 1:] = z[1, :1]  # a still clip: nothing lies below the mean of zeros
    for mask in (true_mask(difference(z), 0.3), predicted_mask(torch.full((3, 8, 4, 4), 5.0), 0.3, 0.5)):
        assert not mask[:, 0].any()
        assert mask.flatten(1).sum(1).max() <= int(0.3 * 128)
    assert predicted_mask(torch.full((1, 8, 4, 4), 5.0), 0.85, 0.5).sum() == int(0.85 * 128)


def test_a_higher_threshold_masks_only_what_is_surer() -> None:
    logits = torch.tensor([0.0, 1.0, 2.0, 3.0]).reshape(1, 4, 1, 1).repeat(1, 1, 2, 2)
    assert predicted_mask(logits, 0.85, 0.5)[0, :, 0, 0].tolist() == [False, True, True, True]
    assert predicted_mask(logits, 0.85, 0.85)[0, :, 0, 0].tolist() == [False, False, True, True]


def test_the_true_mask_holds_what_changes_less_than_the_mean() -> None:
    change = torch.tensor([[[[2.0, 2.0]], [[0.1, 0.9]], [[0.2, 0.8]]]])  # [1, 3, 1, 2]
    assert true_mask(change, 0.85).tolist() == [[[[False, False]], [[True, False]], [[True, False]]]]
    assert true_mask(change, 0.2).sum() == 1


def test_of_too_many_the_largest_are_kept_and_of_equals_the_earlier() -> None:
    score = torch.tensor([[[[1.0, 2.0, 2.0, 0.0, 2.0]]]])
    assert limit(score, 0.4).flatten().tolist() == [False, True, True, False, False]
    assert limit(score, 1.0).flatten().tolist() == [True, True, True, False, True]


def test_repeating_takes_the_code_of_the_frame_before_even_if_that_is_a_copy() -> None:
    codes = torch.tensor([[[[1, 2]], [[3, 4]], [[5, 6]]]])
    mask = torch.tensor([[[[False, False]], [[True, False]], [[True, True]]]])
    assert repeat_masked(codes, mask).tolist() == [[[[1, 2]], [[1, 4]], [[1, 4]]]]
    flat = repeat(codes.flatten().numpy(), mask.flatten().numpy(), [3, 1, 2])
    assert flat.tolist() == [1, 2, 1, 4, 1, 4]


def test_repeating_bits_and_codes_is_the_same() -> None:
    q = torch.randn(2, 4, 3, 3, 5)
    mask = torch.rand(2, 4, 3, 3) < 0.5
    mask[:, 0] = False
    made = repeat_masked(q, mask)
    assert np.array_equal(made[..., 2], repeat_masked(q[..., 2], mask))
