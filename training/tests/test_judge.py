"""The judge: what it sees, what it is told, and that it learns."""

import json
from pathlib import Path

import numpy as np
import torch

from hitvideo.config import Config
from hitvideo.evaluate.judge import ATTRIBUTES, Judge, judge_views, label, to_judge, view
from hitvideo.evaluate.judge_views import training_batch, true_view, wear, whereabouts
from hitvideo.tokenizer.recogniser import FRAMES, SIZE, cell_centres
from hitvideo.train.judge import validate
from hitvideo.world import Scene, render_clip, vocabulary


def test_a_view_is_16_small_frames_from_start_to_end() -> None:
    clip = np.arange(40, dtype=np.uint8)[:, None, None, None] * np.ones((1, 96, 96, 3), np.uint8)
    seen = view(clip)
    assert seen.shape == (FRAMES, SIZE, SIZE, 3) and seen[0, 0, 0, 0] == 0 and seen[-1, 0, 0, 0] == 39


def test_the_short_rendering_looks_like_the_view_of_the_whole_clip() -> None:
    scene = Scene.sample(3, "judge-train")
    whole, short = view(render_clip(scene, 128, 64)).astype(int), true_view(scene).astype(int)
    assert np.abs(whole - short).mean() < 4


def test_labels_are_places_in_the_vocabulary() -> None:
    scene, values = Scene.sample(5, "judge-train"), vocabulary()
    named = {name: values[name][i] for name, i in zip(ATTRIBUTES, label(scene), strict=True)}
    assert {name: None if value == "none" else value for name, value in named.items()} == scene.attributes


def test_whereabouts_point_at_the_object() -> None:
    scene = Scene.sample(8, "judge-train")
    path, shares = scene.screen_path(FRAMES), whereabouts(scene)
    centre = shares @ ((cell_centres(8, 8).numpy() + 1) / 2)
    inside = shares.sum(1) > 0
    assert inside.mean() > 0.7 and np.allclose(shares.sum(1)[inside], 1, atol=1e-5)
    at = np.clip(np.stack([path.x, path.y], 1), 1 / 16, 15 / 16)
    assert np.abs(centre - at)[inside].max() < 1e-4


def test_wear_keeps_what_is_seen_and_is_repeatable() -> None:
    clip = true_view(Scene.sample(1, "judge-train"))
    worn = [wear(clip, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert np.array_equal(worn[0], worn[1]) and not np.array_equal(worn[0], worn[2])
    assert all(np.abs(each.astype(int) - clip).mean() < 30 for each in worn)


def test_a_batch_depends_on_its_step_alone() -> None:
    first, again = (training_batch(2, 3, np.random.default_rng(0)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert first[0].shape == (3, FRAMES, SIZE, SIZE, 3) and first[1].shape == (3, len(ATTRIBUTES))


def test_the_judge_learns_a_few_clips_by_heart() -> None:
    views, labels, _ = training_batch(0, 4, np.random.default_rng(0))
    judge, truth = Judge(), torch.from_numpy(labels)
    optimizer = torch.optim.AdamW(judge.parameters(), 1e-3)
    losses = []
    for _ in range(10):
        logits = judge(to_judge(views)).logits
        loss = sum(torch.nn.functional.cross_entropy(each, truth[:, i]) for i, each in enumerate(logits))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.5 * losses[0]


def test_a_trained_judge_states_its_accuracy(smoke: tuple[Config, Path, Path]) -> None:
    _, run, _ = smoke
    stated = json.loads((run / "judge.json").read_text(encoding="utf-8"))
    assert stated["clips"] == 8 and set(stated["accuracy"]) == set(ATTRIBUTES)
    assert all(0 <= share <= 1 for share in stated["accuracy"].values())


def test_features_and_answers_have_one_row_per_clip() -> None:
    views = np.stack([true_view(Scene.sample(seed, "judge-train")) for seed in range(3)])
    named, features = judge_views(Judge().eval(), views, batch=2)
    assert named.shape == (3, len(ATTRIBUTES)) and features.shape == (3, 192)
    assert set(validate(Judge().eval(), 1, 64, 16)) == set(ATTRIBUTES)
