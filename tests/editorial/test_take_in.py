"""Taking in: pasted, uploaded, fetched; checked on the bench; made a draft."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from policyarchive.archive import storage
from policyarchive.archive.models import Document
from policyarchive.archive.vocabulary import Stage, State
from policyarchive.editorial.fetching import Fetched
from policyarchive.editorial.models import Arrival, Step
from policyarchive.editorial.takein import arrivals
from policyarchive.editorial.takein.arrivals import Brought
from tests.factories import make_actor, make_user
from tests.ingest.made import pdf

pytestmark = pytest.mark.django_db

NEWS = """Menu
We use cookies to make this site work. Accept all cookies
Kite makers told to keep their flight data at home
By Jane Roe
Published: November 19, 2021, 6:31 PM
Share
The kite ministry told makers of connected kites to keep their logs at home.
Advertisement
The rules took effect on September 1 and left makers little time to sort their logs.
Ten kites to watch
The ministry did not answer questions that were sent to it by fax on a windy Friday.
© 2021 Morning Kettle Press. All rights reserved.
"""
LAW = """国家风筝局
风筝数据管理办法
国风发〔2031〕5号
第一章　总则
第一条　为了规范风筝数据，制定本办法。
第二条　放飞风筝产生的数据，依照
第三条　的规定存储。
本办法自2031年9月1日起施行。
"""


@pytest.fixture
def user(client: Client) -> User:
    made = make_user("contributor")
    client.force_login(made)
    return made


def bring(client: Client, **fields: object) -> str:
    """Bring a source and return the address one is led to, or the page with faults."""
    answer = client.post(reverse("admin:take_in"), fields)
    if answer.status_code == 302:
        return str(answer["Location"])
    return answer.content.decode()


def form_of(client: Client, url: str) -> dict[str, str]:
    """Return what a browser would send from the bench as it stands."""
    page = client.get(url)
    context = page.context
    sent = {f"line-{line.number}": line.choice for line in context["page"].object_list}
    for form in (context["facts"], *context["dates"]):
        sent |= {bound.html_name: bound.value() or "" for bound in form}
    management = context["dates"].management_form
    sent |= {bound.html_name: str(bound.value()) for bound in management}
    return sent


def make(client: Client, url: str, **changed: str) -> str:
    sent = form_of(client, url) | {k.replace("__", "-"): v for k, v in changed.items()}
    answer = client.post(url, sent | {"do": "make"}, follow=True)
    return answer.content.decode()


def test_the_desk_leads_to_it(client: Client, user: User) -> None:
    page = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:take_in") in page


def test_a_pasted_article_is_told_from_the_page_around_it(
    client: Client, user: User
) -> None:
    url = bring(client, pasted=NEWS)
    page = client.get(url)
    labels = {line.text: line.choice for line in page.context["page"].object_list}
    assert labels["Advertisement"] == "ui"
    assert labels["By Jane Roe"] == "byline"
    assert labels["Ten kites to watch"] == "related_link?"
    bodies = [one.body for one in page.context["passages"]]
    assert bodies[0].startswith("The kite ministry told")
    assert not any("Advertisement" in body for body in bodies)


def test_what_the_source_says_of_itself_is_shown_with_its_words(
    client: Client, user: User
) -> None:
    page = client.get(bring(client, pasted=NEWS)).content.decode()
    assert 'value="Kite makers told to keep their flight data at home"' in page
    assert 'value="2021-11-19"' in page
    assert "<mark>November 19, 2021</mark>" in page
    assert '<option value="news" selected>' in page


def test_the_draft_has_the_text_the_facts_and_the_source(
    client: Client, user: User
) -> None:
    make(client, bring(client, pasted=NEWS), source="Morning Kettle")
    document = Document.objects.get()
    assert document.title_en == "Kite makers told to keep their flight data at home"
    assert (document.type, document.stage) == ("news", Stage.DRAFT)
    text = document.texts.get()
    assert text.access == "snippet"
    assert text.body.startswith("The kite ministry told")
    assert "Advertisement" in [line[1] for line in text.lines]
    date = document.dates.get()
    assert (date.role, date.edtf) == ("published", "2021-11-19")
    assert "November 19, 2021" in date.source
    assert document.sources.get().label == "Morning Kettle"
    capture = document.captures.get()
    assert capture.origin == "uploaded"
    assert storage.load(capture.sha256).decode() == NEWS
    assert document.permalink.state == State.RESERVED
    assert list(document.writers.all()) == [user]
    assert Step.objects.get(entry=document).note.startswith("Taken in from")
    assert not Arrival.objects.exists()


def test_a_label_changed_on_the_bench_changes_the_text(
    client: Client, user: User
) -> None:
    url = bring(client, pasted=NEWS)
    sent = form_of(client, url) | {"line-10": "body", "do": "result"}
    result = client.post(url, sent).content.decode()
    assert "Ten kites to watch" in result
    assert "<html" not in result
    make(client, url)
    assert "Ten kites to watch" in Document.objects.get().texts.get().body


def test_without_scripts_a_button_shows_the_effect(client: Client, user: User) -> None:
    url = bring(client, pasted=NEWS)
    sent = form_of(client, url) | {"line-7": "ui", "do": "show"}
    page = client.post(url, sent, follow=True)
    assert not any("kite ministry told" in p.body for p in page.context["passages"])


def test_articles_are_shown_as_recognised_and_a_wrong_one_is_joined(
    client: Client, user: User
) -> None:
    url = bring(client, pasted=LAW)
    page = client.get(url)
    anchors = [one.anchor for one in page.context["passages"]]
    assert {"ch-1", "art-1", "art-2", "art-3"} <= set(anchors)
    wrong = next(
        line for line in page.context["page"].object_list if "的规定存储" in line.text
    )
    sent = form_of(client, url) | {f"line-{wrong.number}": "joined", "do": "show"}
    page = client.post(url, sent, follow=True)
    found = {one.anchor: one.body for one in page.context["passages"]}
    assert "art-3" not in found
    assert "依照第三条　的规定存储。" in found["art-2"]


def test_a_number_and_an_issuer_are_read_with_their_words(
    client: Client, user: User
) -> None:
    page = client.get(bring(client, pasted=LAW)).content.decode()
    assert "<mark>国风发〔2031〕5号</mark>" in page


def test_an_issuer_known_by_name_becomes_a_link(client: Client, user: User) -> None:
    actor = make_actor(title_zh="国家风筝局")
    make(client, bring(client, pasted=LAW), issuer_as_printed="国家风筝局")
    link = Document.objects.get().links.get()
    assert (link.role, link.target_id) == ("issuer", actor.pk)


def test_nothing_is_lost_when_a_fact_is_wrong(client: Client, user: User) -> None:
    url = bring(client, pasted=NEWS)
    page = make(client, url, title_en="", source="Kettle", dates__0__edtf="yesterday")
    assert "The draft was not made" in page
    assert "Give a title" in page
    assert "is not a date" in page
    assert not Document.objects.exists()
    page = client.get(url).content.decode()
    assert 'value="Kettle"' in page
    assert 'value="yesterday"' in page


def test_two_dates_in_one_role_are_refused(client: Client, user: User) -> None:
    url = bring(client, pasted=NEWS)
    page = make(client, url, dates__1__role="published", dates__1__edtf="2021-11-20")
    assert "keep one of them" in page
    assert not Document.objects.exists()


def test_a_text_without_any_kept_line_is_refused(client: Client, user: User) -> None:
    url = bring(client, pasted=NEWS)
    lines = {name: "ui" for name in form_of(client, url) if name.startswith("line-")}
    page = make(client, url, **{k.replace("-", "__"): v for k, v in lines.items()})
    assert "No line is kept" in page


def test_several_files_wait_on_the_bench(client: Client, user: User) -> None:
    files = [
        SimpleUploadedFile("a.txt", NEWS.encode()),
        SimpleUploadedFile("b.txt", LAW.encode()),
    ]
    assert bring(client, uploads=files) == reverse("admin:take_in")
    page = client.get(reverse("admin:take_in")).content.decode()
    assert "a.txt" in page
    assert "b.txt" in page


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_kept(
    client: Client, user: User
) -> None:
    files = [
        SimpleUploadedFile("a.txt", NEWS.encode()),
        SimpleUploadedFile("b.pdf", b"%PDF-1.7\nnothing"),
        SimpleUploadedFile("c.txt", b""),
    ]
    page = bring(client, uploads=files)
    assert "b.pdf: The PDF is damaged" in page
    assert "c.txt: The file is empty." in page
    assert Arrival.objects.get().name.startswith("a.txt")


def test_a_pdf_is_taken_in(client: Client, user: User) -> None:
    line = "A kite flies over the hill and nobody holds the line that it is on."
    url = bring(client, uploads=SimpleUploadedFile("k.pdf", pdf([(100, 700, line)])))
    assert line in client.get(url).content.decode()


def test_pasted_html_is_read_and_never_rendered(client: Client, user: User) -> None:
    html = (
        "<html><body><h1>A kite on the hill</h1><script>alert(1)</script>"
        "<p onclick='x()'>It flies &lt;script&gt;alert(2)&lt;/script&gt; away.</p>"
        "</body></html>"
    )
    page = client.get(bring(client, pasted=html)).content.decode()
    assert "<script>alert" not in page
    assert "onclick" not in page
    assert "It flies &lt;script&gt;alert(2)&lt;/script&gt; away." in page


def test_nothing_brought_is_said(client: Client, user: User) -> None:
    assert "Nothing was brought" in bring(client, pasted="  ")


def test_what_cannot_be_read_stays_in_the_box(client: Client, user: User) -> None:
    page = bring(client, pasted='{"a": 1}\n{"b": 2}\n')
    assert "It holds rows" in page
    assert "{&quot;b&quot;: 2}" in page


def test_an_address_inside_the_network_is_refused_in_a_sentence(
    client: Client, user: User
) -> None:
    page = bring(client, address="http://127.0.0.1/secret", pasted="")
    assert "internal network" in page
    assert 'value="http://127.0.0.1/secret"' in page


def test_fetched_bytes_become_a_capture_of_their_address(user: User) -> None:
    fetched = Fetched(
        url="http://kites.example/old",
        final_url="https://kites.example/a",
        redirects=("https://kites.example/old",),
        status=200,
        media_type="text/plain",
        data=NEWS.encode(),
        fetched_at=Step._meta.get_field("at").to_python("2031-05-06 07:08+00:00"),
    )
    kept = arrivals.keep([Brought("a", NEWS.encode(), fetched)], user)
    assert isinstance(kept[0], Arrival)
    arrival = Arrival.objects.get()
    assert arrivals.fetched_of(arrival) == fetched
    client = Client()
    client.force_login(user)
    make(client, reverse("admin:take_in_bench", args=(arrival.pk,)))
    capture = Document.objects.get().captures.get()
    assert (capture.origin, capture.http_status) == ("captured", 200)
    assert capture.url == "http://kites.example/old"
    assert capture.final_url == "https://kites.example/a"
    assert capture.redirects == ["https://kites.example/old"]
    assert capture.fetched_at == fetched.fetched_at
    assert Document.objects.get().sources.get().url == "https://kites.example/a"


def test_the_same_bytes_again_lead_to_the_document_they_gave(
    client: Client, user: User
) -> None:
    make(client, bring(client, pasted=NEWS))
    url = bring(client, pasted=NEWS)
    page = client.get(url).content.decode()
    assert "The archive may hold this already" in page
    assert "The same file, byte for byte." in page
    assert "nothing was made" in make(client, url)
    assert Document.objects.count() == 1
    assert Arrival.objects.exists()


def test_near_the_same_text_is_pointed_out_with_its_reason(
    client: Client, user: User
) -> None:
    make(client, bring(client, pasted=NEWS))
    page = client.get(bring(client, pasted=f"{NEWS}\nShare")).content.decode()
    assert "The same text" in page
    assert "Use that one" in page


def test_a_source_is_put_away_or_kept_for_later(client: Client, user: User) -> None:
    url = bring(client, pasted=NEWS)
    sent = form_of(client, url) | {"line-7": "ui", "do": "later"}
    assert client.post(url, sent)["Location"] == reverse("admin:take_in")
    assert form_of(client, url)["line-7"] == "ui"
    client.post(url, {"do": "discard"})
    assert not Arrival.objects.exists()


def test_a_long_source_is_labelled_in_parts(client: Client, user: User) -> None:
    lines = "\n".join(f"Line {n} says that a kite flies." for n in range(1, 1301))
    url = bring(client, pasted=lines)
    assert "line-601" not in form_of(client, url)
    assert '<select name="line-600"' in client.get(url).content.decode()
    sent = form_of(client, url) | {"line-1": "ui", "do": "page-2"}
    following = client.post(url, sent)["Location"]
    assert following.endswith("?page=2")
    assert "line-601" in form_of(client, following)
    client.post(url, {**form_of(client, following), "line-601": "ui", "do": "show"})
    kept = form_of(client, url)
    assert kept["line-1"] == "ui"
    assert form_of(client, f"{url}?page=2")["line-601"] == "ui"


def test_nobody_sees_the_bench_of_another(client: Client, user: User) -> None:
    url = bring(client, pasted=NEWS)
    client.force_login(make_user("contributor"))
    assert client.get(url).status_code == 404
    assert client.post(url, {"do": "discard"}).status_code == 404


def test_whoever_may_add_no_document_may_not_take_one_in(client: Client) -> None:
    client.force_login(make_user(is_staff=True))
    assert client.get(reverse("admin:take_in")).status_code == 403
    client.logout()
    assert "login" in client.get(reverse("admin:take_in"))["Location"]


def test_the_bench_asks_as_much_for_one_line_as_for_a_thousand(
    client: Client, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = bring(client, pasted="A kite flies over the hill.\n" * 500)
    with django_assert_num_queries(11):
        client.get(url)


def test_too_many_files_are_refused_before_they_are_read(
    client: Client, user: User
) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"A kite.") for n in range(21)]
    assert "bring at most 20 at a time" in bring(client, uploads=files)
    assert not Arrival.objects.exists()


def test_a_date_that_only_the_data_of_a_page_state_says_so(
    client: Client, user: User
) -> None:
    text = "A kite flies over the hill, and nobody at all holds its line. " * 3
    html = (
        '<html><head><meta name="PubDate" content="2031-05-06"></head><body><article>'
        f"<h1>A kite on the hill</h1><p>{text}</p></article></body></html>"
    )
    page = client.get(bring(client, pasted=html)).content.decode()
    assert 'value="2031-05-06"' in page
    assert "The page’s own data" in page


def test_a_chinese_report_is_known_by_its_reporter_and_keeps_its_first_sentence(
    client: Client, user: User
) -> None:
    told = (
        "三家风筝厂昨日向主管部门交出自查清单，清单共有四十二项，其中九项与线轴有关。"
    )
    html = (
        "<h1>三家风筝厂交出清单</h1>"
        "<div>2031-11-05 08:12　来源：晨壶晚报　作者：林小舟　责任编辑：何一</div>"
        f"<p>晨壶晚报讯（记者 林小舟）{told}</p><p>{told}</p>"
        "<p>更多精彩请下载客户端</p><div>关键词： 风筝 线轴</div>"
    )
    page = client.get(bring(client, pasted=f"<html><body>{html}</body></html>"))
    facts = page.context["facts"]
    assert facts["type"].value() == "news"
    assert facts["source"].value() == "晨壶晚报"
    bodies = [one.body for one in page.context["passages"]]
    assert bodies == [f"晨壶晚报讯（记者 林小舟）{told}", told]


def test_the_name_of_the_site_is_where_it_comes_from(
    client: Client, user: User
) -> None:
    head = '<meta property="og:site_name" content="Morning Kettle">'
    page = client.get(
        bring(client, pasted=f"<html><head>{head}</head><body>{NEWS}</body></html>")
    )
    assert page.context["facts"]["source"].value() == "Morning Kettle"
