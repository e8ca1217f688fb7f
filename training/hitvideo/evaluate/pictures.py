"""Pictures of docs/evaluation/: small JPEGs that a person can look through."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

LARGEST = 300_000  # bytes


def strip(clip: np.ndarray, frames: int = 8, side: int = 96, text: str = "") -> np.ndarray:
    """Some frames of a clip uint8 `[F, H, W, 3]` beside each other, under a line of text."""
    chosen = clip[np.linspace(0, len(clip) - 1, frames).round().astype(int)]
    row = np.concatenate([cv2.resize(frame, (side, side), interpolation=cv2.INTER_AREA) for frame in chosen], axis=1)
    return np.concatenate([caption_line(text, row.shape[1]), row], axis=0) if text else row


def caption_line(text: str, width: int) -> np.ndarray:
    """A white line with text, uint8 `[18, width, 3]`."""
    line = np.full((18, width, 3), 255, np.uint8)
    cv2.putText(line, text[:110], (4, 13), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (40, 40, 40), 1, cv2.LINE_AA)
    return line


def write_picture(path: Path, rows: list[np.ndarray]) -> None:
    """Rows under each other as a JPEG, at the best quality that keeps it under 300 kB."""
    picture = np.concatenate(rows, axis=0)[..., ::-1]
    for quality in (90, 80, 70, 60, 45, 30):
        coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        if len(coded) <= LARGEST:
            break
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(coded.tobytes())


def outline(clip: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """A clip with the border of a region drawn in red."""
    marked = clip.copy()
    edge = inside & ~cv2.erode(inside.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    marked[:, edge] = (230, 30, 30)
    return marked


def write_guidance(path: Path, rows: list[dict]) -> None:
    """Adherence against spread over seeds, one point per guidance."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axis = pyplot.subplots(figsize=(6, 4))
    for name in ("setting", "motion", "object"):
        axis.plot([row["spread"] for row in rows], [100 * row[name] for row in rows], "o-", label=name)
        for row in rows:
            axis.annotate(f"{row['guidance']:g}", (row["spread"], 100 * row[name]), fontsize=7)
    axis.set_xlabel("spread over seeds (judge features)")
    axis.set_ylabel("boards judged as asked, %")
    axis.legend()
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=90)
    pyplot.close(figure)
