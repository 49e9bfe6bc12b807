"""``manage.py ingest``: files, folders and rows, with a report of what was refused."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from policyarchive.archive.models import Document, Permalink, Version
from policyarchive.archive.vocabulary import State
from policyarchive.editorial import bulk, intake
from policyarchive.editorial.models import Step
from tests.factories import make_user
from tests.ingest.made import pdf, word

pytestmark = pytest.mark.django_db

LAW = "茶具管理办法\n第一条　为了规范茶具的摆放，制定本办法。\n第二条　茶杯应当放稳。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four documents in three files, a hidden one, and four that are refused."""
    inner = tmp_path / "in" / "deeper"
    inner.mkdir(parents=True)
    (inner / "law.txt").write_text(LAW, encoding="gb18030")
    (inner / "law.docx").write_bytes(word("茶具条例", "第一条　茶托应当干燥。"))
    (inner / ".hidden.txt").write_text("第一条　藏。")
    rows = [{"title": f"茶{n}", "text": f"第一条　茶{n}。"} for n in range(2)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "in" / "rows.jsonl").write_text("\n".join([*lines, "{broken"]))
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "scan.pdf").write_bytes(pdf([]))
    (tmp_path / "in" / "table.csv").write_text("a,b\n1,2\n")
    return tmp_path / "in"


def ingest(*arguments: object, **options: object) -> tuple[str, str]:
    """What the command says and what it complains of; it may end with an error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=out, stderr=err, **options)
    except CommandError as error:
        err.write(f"{error}\n")
    return out.getvalue(), err.getvalue()


def test_a_folder_goes_in_and_every_refusal_is_explained(folder: Path) -> None:
    said, complained = ingest(folder)
    assert (
        said == "4 documents taken in, 0 were there already, 0 published, 4 refused.\n"
    )
    assert complained.splitlines() == [
        f"Refused: {folder}/empty.txt: The file is empty.",
        f"Refused: {folder}/rows.jsonl, row 3: The row is not valid JSON.",
        f"Refused: {folder}/scan.pdf: This PDF has no text layer; run OCR first.",
        f"Refused: {folder}/table.csv: A table (.csv) is no document; "
        "bring its rows as .jsonl.",
        "Not everything went in: see the reasons above.",
    ]
    assert Document.objects.count() == 4


def test_the_exit_status_tells_that_something_was_refused(folder: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("ingest", str(folder), stdout=io.StringIO(), stderr=io.StringIO())
    assert caught.value.returncode == 1


def test_a_second_run_changes_nothing(folder: Path) -> None:
    ingest(folder)
    said, _ = ingest(folder)
    assert said.startswith("0 documents taken in, 4 were there already")
    assert Document.objects.count() == 4


def test_nothing_is_public_unless_somebody_publishes(folder: Path) -> None:
    ingest(folder)
    assert not Version.objects.exists()
    assert set(Permalink.objects.values_list("state", flat=True)) == {State.RESERVED}


def test_publishing_goes_through_the_verbs_in_a_persons_name(folder: Path) -> None:
    user = make_user("superuser", username="tea-keeper")
    said, _ = ingest(folder, publish_as="tea-keeper", access="open")
    assert "4 published" in said
    assert Version.objects.filter(published_by=user).count() == 4
    verbs = Step.objects.filter(by=user).values_list("verb", flat=True)
    assert sorted(verbs) == ["approve"] * 4 + ["publish"] * 4 + ["submit"] * 4


def test_what_was_taken_in_before_can_be_published_later(folder: Path) -> None:
    ingest(folder)
    make_user("superuser", username="tea-keeper")
    said, _ = ingest(folder, publish_as="tea-keeper")
    assert "4 were there already, 4 published" in said


def test_a_draft_that_an_editor_works_on_is_left_alone(folder: Path) -> None:
    ingest(folder)
    document = Document.objects.get(title_zh="茶具管理办法")
    document.writers.add(make_user("editor"))
    make_user("superuser", username="tea-keeper")
    said, _ = ingest(folder, publish_as="tea-keeper")
    assert "3 published" in said
    assert not document.permalink.versions.exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nobody", "no active user"), ("tea-editor", "may not publish")],
)
def test_a_publisher_who_may_not_is_refused_before_anything_is_read(
    folder: Path, name: str, sentence: str
) -> None:
    make_user("editor", username="tea-editor")
    _, complained = ingest(folder, publish_as=name)
    assert sentence in complained
    assert not Document.objects.exists()


def test_a_source_that_spoils_its_batch_is_refused_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = intake.take

    def take(drafts, **options):
        if any("条例" in draft.title for draft in drafts):
            raise ValueError("茶 cannot be kept")
        return taken(drafts, **options)

    monkeypatch.setattr(intake, "take", take)
    said, complained = ingest(folder)
    assert said.startswith("3 documents taken in")
    assert "law.docx: It could not be kept: 茶 cannot be kept" in complained


def test_progress_is_told_up_to_the_end(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    bulk.load([folder], access="dark", progress=lambda *numbers: told.append(numbers))
    assert told[-1] == (8, 8)


def test_the_only_argument_may_be_a_file_that_is_not_there(tmp_path: Path) -> None:
    said, complained = ingest(tmp_path / "nowhere.txt")
    assert said.startswith("0 documents taken in")
    assert "It cannot be opened: No such file or directory." in complained


def test_a_source_like_one_that_is_there_is_named_with_the_reason(
    tmp_path: Path,
) -> None:
    law = (
        LAW
        + "第三条　茶壶、茶杯和茶托应当在每日闭馆之后清点，并且由值班的人员登记在册。\n"
    )
    (tmp_path / "first.txt").write_text(law)
    ingest(tmp_path / "first.txt")
    (tmp_path / "again.txt").write_text(law.replace("，", " , "))
    said, complained = ingest(tmp_path / "again.txt")
    ark = Document.objects.earliest("pk").permalink.ark
    assert f"again.txt with {ark} “茶具管理办法”: The same text but for" in said
    assert complained == ""
