"""On another device nothing is left behind; checked on the meta device, since tests have no GPU."""

from collections.abc import Iterator

import pytest
import torch

from hitvideo.config import Config
from hitvideo.evaluate.judge import Judge
from hitvideo.language_model.model import LanguageModel
from hitvideo.losses import reconstruction
from hitvideo.tokenizer.quantizer import quantize
from hitvideo.tokenizer.tokenizer import Tokenizer
from hitvideo.tokenizer.upper import PromptHead
from hitvideo.train.upper import detail_losses, prior_loss, prompt_loss, quantizer_losses


@pytest.fixture
def _elsewhere() -> Iterator[None]:
    with torch.device("meta"):
        yield


@pytest.mark.usefixtures("_elsewhere")
def test_the_tokenizer_stays_on_its_device(tiny: Config) -> None:
    tokenizer, head = Tokenizer(tiny), PromptHead(tiny)
    frames = torch.empty(2, 16, 3, 32, 32)
    encoded = tokenizer.encode(frames)
    mask = tokenizer.true_mask(encoded)
    q, known = tokenizer.apply_mask(quantize(encoded.z), mask)
    uppers = [quantize(z) for z in encoded.uppers]
    made, upper, _ = tokenizer.decode(uppers, torch.ones(2), q, known)
    said = prompt_loss(head(uppers[0]), torch.empty(2, 384), torch.empty(5, 384))
    loss = reconstruction(made, frames) + quantizer_losses([encoded.z, *encoded.uppers], 0.02) + said
    loss = loss + prior_loss(upper.priors, uppers) + sum(detail_losses(upper.bits, encoded.z, mask))
    streamed, _ = tokenizer.decoder(q[:, :1], torch.empty(2, 12, 4, 4), tokenizer.decoder.start(2, 4, 4))
    assert {each.device.type for each in (made, loss, streamed, tokenizer.reconstruct(frames, 1))} == {"meta"}


@pytest.mark.usefixtures("_elsewhere")
def test_the_language_model_and_the_judge_stay_on_their_device(tiny: Config) -> None:
    model, indices = LanguageModel(tiny), torch.zeros(2, 60, dtype=torch.int64)
    codes, prompt = torch.zeros(2, 60, 2, dtype=torch.int64), torch.empty(2, 32, 384)
    hidden = model(codes, prompt, indices, indices, torch.zeros(60, 60))
    seen = Judge()(torch.empty(2, 16, 3, 64, 64))
    assert {each.device.type for each in (hidden, seen.features, seen.pointer, seen.cells, *seen.logits)} == {"meta"}
