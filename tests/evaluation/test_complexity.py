"""`complexity`: figures of networks, published and measured."""

import gzip
import json

import pytest
import torch
from library.tiny import tiny_state, write_plugin

from deblur_desktop import plugins
from deblur_desktop.bundle import plugins_folder
from deblur_desktop.cli import main
from deblur_desktop.evaluation.measuring import count_macs, count_parameters
from deblur_desktop.evaluation.variants import Variant, variants

CLOSE = {"nafnet", "lakdnet", "cemlwnet", "mlwnet", "uformer"}
"""Families whose products are done here as published, but for wavelets, which no tool counts alike."""


def rows(output: str) -> dict[str, dict[str, dict[str, float | None]]]:
    return {row["id"]: row for row in map(json.loads, output.splitlines())}


@pytest.mark.parametrize("variant", variants(), ids=lambda variant: variant.id)
def test_parameters_and_products_are_the_published_ones(variant: Variant):
    shapes = variant.shapes()

    count, macs = count_parameters(shapes) / 1e6, count_macs(shapes, 256) / 1e9

    assert count > 1
    if variant.parameters:
        digits = 6 if variant.parameters != round(variant.parameters, 1) else 1
        assert round(count, digits) == pytest.approx(variant.parameters, abs=0.051)
        assert digits == 1 or round(count, 6) == variant.parameters
    if variant.gigamacs and variant.id.partition("_")[0] in CLOSE:
        assert macs == pytest.approx(variant.gigamacs, rel=0.01)
    assert count_macs(shapes, 512) == pytest.approx(4 * macs * 1e9, rel=0.35)


def test_the_table_has_published_and_measured_figures(capsys: pytest.CaptureFixture[str]):
    assert main(["complexity", "cemlwnet_d32", "--size", "128", "--json"]) == 0

    row = rows(capsys.readouterr().out)["cemlwnet_d32"]
    assert row["published"] == {"parameters": 20.330531, "gigamacs": 24.95, "ms": 10.2}
    measured = row["measured"]
    assert measured["parameters"] == 20.330531
    assert measured["gigamacs"] == pytest.approx(24.95 / 4, rel=0.01)
    assert (measured["fp32_ms"] or 0) > 1
    assert measured["problem"] is None


def test_a_plugin_of_others_is_in_the_table(capsys: pytest.CaptureFixture[str]):
    folder = write_plugin(plugins_folder())
    (folder / "shapes").mkdir()
    for name, state in (("tiny_4", tiny_state()), ("tiny_bad", {"other": torch.zeros(3)})):
        shapes = {key: list(value.shape) for key, value in state.items()}
        packed = gzip.compress(json.dumps(shapes).encode())
        (folder / "shapes" / f"{name}.json.gz").write_bytes(packed)
    tables = (f'[[variant]]\nid = "{name}"\nname = "T"\n' for name in ("tiny_4", "tiny_bad"))
    (folder / "variants.toml").write_text("".join(tables))
    plugins.enable("tiny")

    assert main(["complexity", "tiny_bad", "tiny_4", "--size", "32"]) == 1

    output = capsys.readouterr()
    assert "tiny_bad: " in output.err
    assert "no architecture" in output.err
    row = next(line for line in output.out.splitlines() if line.startswith("tiny_4"))
    assert len(row.split()) == 9


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--size", "0"], "cannot be measured: 0"),
        (["--size", "100000"], "16 to 4096"),
        (["--size", "big"], "invalid int value"),
        (["nafnet_w23"], "did you mean `nafnet_w"),
        (["--device", "cuda:77"], "cuda:77"),
    ],
)
def test_what_cannot_be_measured_is_told(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
):
    try:
        code = main(["complexity", *arguments])
    except SystemExit as end:
        code = end.code

    output = capsys.readouterr()
    assert code in (1, 2)
    assert words in output.err
    assert "hint:" in output.err
    assert not output.out
