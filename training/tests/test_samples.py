"""Clips drawn with a cache, many at once, are those that a pass over the whole sequence would draw."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from test_language_model import batch_of, run_whole

from hitvideo.config import Config
from hitvideo.data.tokens import TokenFiles
from hitvideo.language_model.batch import add_prior
from hitvideo.language_model.model import LanguageModel
from hitvideo.language_model.sequence import first_token, sub_codes
from hitvideo.pipeline.sampling import Sampling
from hitvideo.tokenizer.tokenizer import Tokenizer
from hitvideo.train.samples import Sampler, draw_index


@pytest.fixture
def asked(files: TokenFiles) -> TokenFiles:
    return replace(files, prompts=files.prompts[:, :1], words=files.words[:, :1])


def test_the_surest_tokens_are_those_of_a_pass_over_the_whole_sequence(
    tiny: Config,
    model: LanguageModel,
    asked: TokenFiles,
) -> None:
    torch.manual_seed(4)
    tokenizer = Tokenizer(tiny).eval().requires_grad_(False)
    sampler = Sampler(tiny, model, tokenizer, asked)
    drawn = [sampler.draw(Sampling(guidance=1.0, temperature=0.0)) for _ in tiny.uppers]
    codes = np.concatenate([*drawn, asked.codes[:, first_token(tiny, len(drawn)) :]], axis=1)
    given = replace(asked, codes=codes.astype(np.int32))
    batch = batch_of(tiny, model, given, list(range(len(codes))), tokenizer=tokenizer, with_hints=False)
    hidden = run_whole(model, batch)
    for order, layer in enumerate(tiny.uppers):
        clips, columns = ((batch.orders == order) & (batch.labels >= 0)).nonzero().T
        targets = batch.targets[clips, columns]
        logits = add_prior(tiny, batch, order, model.heads[order](hidden[clips, columns]), clips, targets)
        wanted = torch.as_tensor(sub_codes(batch.labels[clips, columns].numpy(), layer.factors))
        for number, piece in enumerate(logits.split([2**f for f in layer.factors], dim=-1)):
            surest = model.linked(order, piece, number, wanted[:, number - 1]).argmax(-1)
            assert torch.equal(surest, wanted[:, number])


def test_layers_that_are_given_count_like_drawn_ones(
    tiny: Config,
    model: LanguageModel,
    asked: TokenFiles,
) -> None:
    tokenizer, surest = Tokenizer(tiny).eval().requires_grad_(False), Sampling(guidance=2.0, temperature=0.0)
    drawing, given = (Sampler(tiny, model, tokenizer, asked) for _ in range(2))
    given.give(drawing.draw(surest))
    assert np.array_equal(drawing.draw(surest), given.draw(surest))
    assert torch.equal(drawing.decode(), given.decode())


def test_indices_come_as_often_as_their_shares_say() -> None:
    logits = torch.tensor([0.5, 0.3, 0.15, 0.05]).log().expand(4000, 1, 4)
    generator = torch.Generator().manual_seed(0)
    drawn = draw_index(logits, Sampling(top_p=0.9), generator)
    shares = torch.bincount(drawn.flatten(), minlength=4) / len(logits)
    assert shares[3] == 0
    assert (shares[:3] - torch.tensor([0.5, 0.3, 0.15]) / 0.95).abs().max() < 0.03
    assert draw_index(logits, Sampling(top_k=1), generator).max() == 0
