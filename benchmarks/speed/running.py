"""A whole run: everything made ready, then each product served and asked in turn."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import psutil
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from benchmarks.speed import report
from benchmarks.speed.asks import Sampler, sample_of
from benchmarks.speed.figures import Built, Figures
from benchmarks.speed.options import Options
from benchmarks.speed.ours import PolicyArchive
from benchmarks.speed.product import (
    PARTS,
    Product,
    Questions,
    ask_broad,
    ask_engine,
    deal,
    measure,
)
from benchmarks.speed.rival_datasette import Datasette
from benchmarks.speed.rival_plain import Plain
from policyarchive import postgres

_STEPS = 10  # of filters that find half as many each time


def run(options: Options) -> str:
    """Run, keep the figures beside the databases, and return the tables."""
    load_before = psutil.getloadavg()[0]
    corpus = options.corpus
    folder = _own_folder(corpus.fingerprint)
    sample, total = sample_of(corpus.read())
    sampler = Sampler(sample, total, options.seed)
    questions = deal(sampler.draw(options.per_kind * PARTS), len(sampler.makers))
    products = (
        _engine(options, questions, sampler, folder)
        if options.is_engine
        else _side_by_side(options, questions, folder)
    )
    done = report.Run(
        corpus=f"{corpus.name}: {total:,} documents",
        command=f"python -m benchmarks.speed {options.command}".strip(),
        per_kind=options.per_kind,
        seed=options.seed,
        at=report.now(),
        machine=report.machine(),
        load_before=load_before,
        products=tuple(products),
    )
    tables = report.as_markdown(done)
    (folder / "results.json").write_text(report.as_json(done), encoding="utf-8")
    (folder / "results.md").write_text(tables, encoding="utf-8")
    return tables


def _engine(
    options: Options, questions: Questions, sampler: Sampler, folder: Path
) -> list[Figures]:
    product = PolicyArchive(folder / "published")
    _say("Building the index")
    built = product.build_engine(options.corpus, options.is_kept)
    pages = [page for page in ask_engine(product, questions) if page]
    asked = (*questions.warming, *questions.single)
    broad = ask_broad(product, sampler.broad(_STEPS, asked))
    return [Figures(product.name, built, pages, broad=broad)]


def _side_by_side(
    options: Options, questions: Questions, folder: Path
) -> list[Figures]:
    products: list[Product] = [PolicyArchive(folder / "published")]
    if not options.is_alone:
        products += [Datasette(folder), Plain()]
    built = [(product, _built(product, options, folder)) for product in products]
    _say("Asking")
    return measure(built, questions, folder, options.rounds)


def _own_folder(fingerprint: str) -> Path:
    """Return the folder of the benchmark, emptied when other papers were in it.

    A folder that holds an archive which no benchmark made is refused.
    """
    var = Path(settings.ARCHIVE_VAR)
    if "VAR" not in settings.DATABASES["default"]:
        raise ImproperlyConfigured(
            "The benchmark runs on the embedded PostgreSQL: unset DATABASE_URL."
        )
    folder = var / "benchmark"
    if (var / "postgres").exists() and not folder.exists():
        raise ImproperlyConfigured(
            f"{var} holds an archive. Set ARCHIVE_VAR to a folder for benchmarks alone."
        )
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / "published"  # by which papers, and how long it took
    if not stamp.exists() or stamp.read_text("utf-8").split()[0] != fingerprint:
        stamp.unlink(missing_ok=True)
        postgres.erase(var)
    return folder


def _built(product: Product, options: Options, folder: Path) -> Built:
    kept = folder / f"{type(product).__name__}.json"
    is_anew = options.is_rebuilt and isinstance(product, PolicyArchive)
    if options.is_kept and kept.exists() and not is_anew:
        return Built(**json.loads(kept.read_text(encoding="ascii")))
    _say(f"Building {product.name}")
    built = product.build(options.corpus)
    kept.write_text(json.dumps(asdict(built)), encoding="ascii")
    return built


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
