"""The made-up half of the archive that the labelled citations are checked against.

Editions, repealed rules, names borne twice, an old version, a draft and a withdrawn
entry, each with a text of our own, so that quotations can be right, altered, or those
of another edition. None of it is law.
"""

from collections.abc import Sequence
from typing import Any

from policyarchive.archive.models import Name
from policyarchive.archive.vocabulary import Access, AliasKind
from policyarchive.editorial import workflow
from tests.factories import (
    Concrete,
    archivist,
    make_document,
    make_law,
    make_published_document,
    make_published_law,
    publish,
)

_KITES_2016 = (
    "第一条　为了保障风筝放飞安全，制定本法。\n"
    "第二条　风筝应当系线，放飞前应当检查。\n"
    "第三条　五级以上大风时不得放飞风筝。\n"
    "第四条　机场周边五公里内不得放飞风筝，经县级风筝管理部门批准的除外。\n"
    "第五条　违反本法第三条规定的，处五十元以下罚款。",
    "Article 1 This Law is made to keep kite flying safe.\n"
    "Article 2 Kites shall be tied, and inspected before flight.\n"
    "Article 3 No kite may be flown in winds of force five or above.\n"
    "Article 4 No kite may be flown within five kilometres of an airport, save with "
    "the approval of the county kite authority.\n"
    "Article 5 Whoever breaks Article 3 is fined up to fifty yuan.",
)
_KITES_2023 = (
    "第一条　为了保障风筝放飞安全，保护人身和财产安全，制定本法。\n"
    "第二条　风筝应当系线并编号，放飞前应当检查。\n"
    "第三条　风筝生产者应当在产品上标明最大承受风力。\n"
    "第四条　六级以上大风时不得放飞风筝。\n"
    "第五条　机场周边十公里内不得放飞风筝。\n"
    "第六条　违反本法第四条规定的，处一百元以上五百元以下罚款。",
    "Article 1 This Law is made to keep kite flying safe and to protect persons and "
    "property.\n"
    "Article 2 Kites shall be tied and numbered, and inspected before flight.\n"
    "Article 3 Makers shall state on the product the strongest wind that the kite "
    "withstands.\n"
    "Article 4 No kite may be flown in winds of force six or above.\n"
    "Article 5 No kite may be flown within ten kilometres of an airport.\n"
    "Article 6 Whoever breaks Article 4 is fined between one hundred and five hundred "
    "yuan.",
)
_LANTERNS = (
    "第一条　灯笼应当悬挂牢固。\n"
    "第二条　灯笼应当使用阻燃材料制作。\n"
    "第三条　本条例自2011年6月1日起施行。"
)
_LIGHTS = (
    "第一条　花灯展览应当事先报告消防部门。\n第二条　街道上方的花灯应当使用电光源。",
    "Article 1 A show of festival lights is reported to the fire service beforehand.\n"
    "Article 2 Lights hung over a street shall be lit by electricity.",
)
_BAMBOO = (
    "一、各省应当每年举办一次竹器展览。\n二、竹器合作社可以申请贷款贴息。",
    "Each province shall set up one bamboo ware exhibition each year.\n"
    "Cooperatives may apply for subsidised loans.",
)
_UMBRELLAS = (
    "Article 1 An umbrella left on a train is kept for {} days.\n"
    "Article 2 Thereafter it may be lent to passengers.",
)


def make() -> dict[str, str]:
    """Publish everything, and return the permalink of each entry by its key."""
    made: dict[str, Concrete] = {}
    _kites(made)
    _lanterns(made)
    _others(made)
    return {key: entry.permalink.ark for key, entry in made.items()}


def _kites(made: dict[str, Concrete]) -> None:
    law = make_law(
        title_zh="中华人民共和国风筝安全法",
        title_en="Kite Safety Law of the People's Republic of China",
        dates={"adopted": "2016-03-05", "effective": "2016-07-01"},
        **_status("in-force"),
    )
    Name.objects.create(
        entry=law, text="KSL", language="en", kind=AliasKind.ABBREVIATION
    )
    Name.objects.create(entry=law, text="Kite Safety Law", language="en")
    made["kite-law"] = publish(law)
    old = made["kite-2016"] = make_published_document(
        type="law",
        title_zh="中华人民共和国风筝安全法",
        title_en="Kite Safety Law (2016)",
        dates={"adopted": "2016-03-05", "effective": "2016-07-01"},
        sources=["https://law.example/kite/2016.html"],
        texts=_texts(_KITES_2016),
        links=[("text-of", law)],
        **_status("superseded"),
    )
    made["kite-2023"] = make_published_document(
        type="law",
        title_zh="中华人民共和国风筝安全法（2023年修订）",
        title_en="Kite Safety Law (2023 Revision)",
        dates={"adopted": "2023-08-20", "effective": "2024-01-01"},
        sources=["https://law.example/kite/2023.html"],
        texts=_texts(_KITES_2023),
        links=[("text-of", law), ("replaces", old)],
        **_status("in-force"),
    )


def _lanterns(made: dict[str, Concrete]) -> None:
    law = made["lantern-regs"] = make_published_law(
        type="administrative-regulation",
        title_zh="灯笼管理条例",
        title_en="Regulations on Lanterns",
        number="国务院令第901号",
        dates={"promulgated": "2011-05-02", "effective": "2011-06-01"},
        **_status("repealed"),
    )
    made["lantern-text"] = make_published_document(
        type="administrative-regulation",
        title_zh="灯笼管理条例",
        title_en="Regulations on Lanterns",
        number="国务院令第901号",
        dates={"promulgated": "2011-05-02", "effective": "2011-06-01"},
        texts=_texts((_LANTERNS,)),
        links=[("text-of", law)],
        **_status("repealed"),
    )
    made["festival-lights"] = make_published_document(
        type="administrative-regulation",
        title_zh="花灯条例",
        title_en="Festival Lights Regulations",
        number="国务院令第950号",
        dates={"promulgated": "2022-02-01", "effective": "2022-03-01"},
        texts=_texts(_LIGHTS),
        links=[("repeals", law)],
        **_status("in-force"),
    )


def _others(made: dict[str, Concrete]) -> None:
    for key, number in (
        ("teapot-clay", "陶部发〔2031〕7号"),
        ("teapot-glass", "琉部发〔2031〕8号"),
    ):
        made[key] = make_published_document(
            type="normative-document",
            title_zh="茶具管理办法",
            title_en="Teapot Administration Measures",
            number=number,
            text="第一条　茶具应当轻放。\n第二条　茶具应当编号。",
        )
    made["bamboo-notice"] = make_published_document(
        title_zh="国务院关于促进竹器产业发展的通知",
        title_en="Notice of the State Council on Promoting the Bamboo Ware Industry",
        number="国发〔2018〕99号",
        dates={"signed": "2018-03-03"},
        sources=["https://gov.example/2018/bamboo.html"],
        texts=_texts(_BAMBOO),
    )
    made["kite-news"] = make_published_document(
        type="news",
        title_zh="风筝厂商欢迎新规",
        title_en="Kite Makers Welcome New Safety Rules",
        dates={"published": "2023-08-22"},
        sources=["https://news.example/2023/08/kites.html"],
    )
    umbrella = made["umbrella"] = make_published_document(
        type="department-rule",
        title_zh="",
        title_en="Umbrella Circulation Provisions",
        text=_UMBRELLAS[0].format("ten"),
        language="en",
    )
    umbrella.texts.update(body=_UMBRELLAS[0].format("thirty"))
    publish(umbrella)
    made["ink-standard"] = make_published_document(
        type="technical-document",
        title_zh="墨汁质量要求",
        title_en="",
        text="第一条　墨汁应当在阴凉处保存五年以上。",
        access=Access.DARK,
    )
    made["draft"] = make_document(title_zh="秘密砚台目录", text="第一条　秘密。")
    withdrawn = made["withdrawn"] = make_published_document(title_zh="砚台收藏公告")
    workflow.withdraw(withdrawn, by=archivist(), reason="flagged", note="Made up.")


def _texts(bodies: Sequence[str]) -> list[dict[str, Any]]:
    kinds: tuple[dict[str, str], ...] = (
        {},
        {"language": "en", "kind": "unofficial-translation"},
    )
    return [{"body": body} | more for body, more in zip(bodies, kinds, strict=False)]


def _status(code: str) -> dict[str, str]:
    return {
        "status": code,
        "status_as_of": "2026-01-01",
        "status_source": "https://status.example/",
    }
