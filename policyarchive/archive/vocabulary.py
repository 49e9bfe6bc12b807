"""The closed vocabularies, each term with its label in English and in Chinese.

Codes are stored in records for ever, so a code is never renamed; a retired code keeps
its entry here. Terms follow the usage of the official databases of national laws.
"""

from typing import Self

from django.db.models import TextChoices


class Terms(TextChoices):
    """Choices whose members carry a Chinese label beside the English one.

    A member is written ``CODE = "code", "中文", "English"``.
    """

    zh: str

    def __new__(cls, code: str, zh: str = "") -> "Terms":
        """Make a term of its code and Chinese label; the English one is Django's."""
        term = str.__new__(cls, code)
        term._value_ = code
        term.zh = zh
        return term

    @property
    def en(self) -> str:
        """The English label."""
        return str(self.label)

    @classmethod
    def find(cls, code: str) -> Self | None:  # type: ignore[override]
        """Return the term with this code, or None: a stranger's code is no error.

        (It hides ``str.find``: nobody looks for letters in a code.)
        """
        try:
            return cls(code)
        except ValueError:
            return None


class Kind(Terms):
    """The four kinds of entry."""

    DOCUMENT = "document", "文献", "Document"
    LAW = "law", "法规", "Law"
    ACTOR = "actor", "主体", "Actor"
    EVENT = "event", "事件", "Event"


def a_kind(kind: str) -> str:
    """Return a kind with its article, as sentences need it: an actor, a law."""
    return f"{'an' if kind[:1] in ('a', 'e') else 'a'} {kind}"


class Stage(Terms):
    """Where a working copy stands between an editor's desk and the public."""

    DRAFT = "draft", "草稿", "Draft"
    IN_REVIEW = "in-review", "待审", "In review"
    APPROVED = "approved", "已核准", "Approved"
    PUBLISHED = "published", "已发布", "Published"


class State(Terms):
    """What a permalink answers with."""

    RESERVED = "reserved", "已预留", "Reserved, never public"
    PUBLISHED = "published", "已发布", "Published"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"
    MERGED = "merged", "已合并", "Merged"
    ERASED = "erased", "已删除", "Erased"


class Happening(Terms):
    """What a row of the publication log says."""

    PUBLISHED = "published", "发布", "Published"
    WITHDRAWN = "withdrawn", "撤回", "Withdrawn"
    MERGED = "merged", "合并", "Merged"
    UNMERGED = "unmerged", "撤销合并", "Merge undone"
    RESTRICTED = "restricted", "限制", "Access restricted"
    ERASED = "erased", "删除", "Erased"


class Reason(Terms):
    """Why an entry was withdrawn (a closed list, shown on the tombstone)."""

    TAKEDOWN = "takedown", "权利人请求", "Takedown request"
    OWNER = "domain-owner", "来源网站请求", "Request of the source's owner"
    ROBOTS = "robots", "来源禁止存档", "Source forbids archiving"
    FLAGGED = "flagged", "内容有误", "Found to be wrong"
    CURATOR = "by-curator", "编者决定", "Curator's decision"
    CAPTURE_FAILED = "capture-failure", "采集失败", "Capture failed"
    DUPLICATE = "duplicate", "重复", "Duplicate"


class DocumentType(Terms):
    """Genre and legal level of a document (文种 / 效力位阶)."""

    LAW = "law", "法律", "Law"
    NPC_DECISION = "npc-decision", "人大决定", "Decision of the NPC"
    ADMINISTRATIVE_REGULATION = (
        "administrative-regulation",
        "行政法规",
        "Administrative regulation",
    )
    SUPERVISION_REGULATION = (
        "supervision-regulation",
        "监察法规",
        "Supervision regulation",
    )
    DEPARTMENT_RULE = "department-rule", "部门规章", "Department rule"
    LOCAL_RULE = "local-rule", "地方政府规章", "Local government rule"
    NORMATIVE_DOCUMENT = "normative-document", "规范性文件", "Normative document"
    LOCAL_REGULATION = "local-regulation", "地方性法规", "Local regulation"
    JUDICIAL_INTERPRETATION = (
        "judicial-interpretation",
        "司法解释",
        "Judicial interpretation",
    )
    PARTY_DOCUMENT = "party-central-document", "党中央文件", "Party centre document"
    OPINION = "opinion", "意见", "Opinions"
    PLAN = "plan", "规划、计划", "Plan"
    NOTICE = "notice", "通知", "Notice"
    ANNOUNCEMENT = "announcement", "公告", "Announcement"
    GUIDELINE = "guideline", "指南、指引", "Guideline"
    NATIONAL_STANDARD = "national-standard", "国家标准", "National standard"
    TECHNICAL_DOCUMENT = "technical-document", "技术文件", "Technical document"
    DRAFT = "draft", "征求意见稿", "Draft for comment"
    READOUT = "meeting-readout", "会议通稿", "Meeting readout"
    SPEECH = "speech", "讲话", "Speech"
    REPORT = "report", "报告", "Report"
    ENFORCEMENT = "enforcement-decision", "处罚、审查决定", "Enforcement decision"
    CASE = "case", "案例", "Case"
    INITIATIVE = "initiative", "倡议", "Initiative"
    NEWS = "news", "新闻报道", "News report"
    OP_ED = "op-ed", "评论", "Op-ed"
    FOREIGN_LAW = "foreign-law", "外国法律", "Foreign law"
    FOREIGN_RULE = "foreign-rule", "外国规章", "Foreign rule"
    OTHER = "other", "其他", "Other"


# What only central bodies issue.
CENTRAL_TYPES = frozenset(
    (
        DocumentType.LAW,
        DocumentType.NPC_DECISION,
        DocumentType.ADMINISTRATIVE_REGULATION,
        DocumentType.SUPERVISION_REGULATION,
        DocumentType.DEPARTMENT_RULE,
        DocumentType.JUDICIAL_INTERPRETATION,
        DocumentType.PARTY_DOCUMENT,
    )
)


class Status(Terms):
    """Legal status; each use carries an as-of date and a source."""

    DRAFT = "draft-for-comment", "征求意见", "Draft for comment"
    NOT_YET = "adopted-not-in-force", "尚未生效", "Adopted, not yet in force"
    IN_FORCE = "in-force", "现行有效", "In force"
    AMENDED = "amended", "已修改", "Amended"
    SUPERSEDED = "superseded", "被新版取代", "Superseded"
    REPEALED = "repealed", "已废止", "Repealed"
    LAPSED = "lapsed", "失效", "Lapsed"
    SUSPENDED = "suspended", "暂停实施", "Suspended"
    SUSPENDED_IN_PART = "suspended-in-part", "部分暂停实施", "Suspended in part"
    TIME_LIMITED = "time-limited", "有有效期", "In force for a limited time"
    NON_BINDING = "non-binding", "无约束力", "Non-binding"
    NOT_PUBLIC = "not-public", "未公开", "Not public"
    PUBLISHED = "published", "已刊发", "Published"


class ActorKind(Terms):
    """What an actor is."""

    PARTY_ORGAN = "party-organ", "党的机构", "Party organ"
    STATE_ORGAN = "state-organ", "国家机关", "State organ"
    LEGISLATURE = "legislature", "立法机关", "Legislature"
    COURT = "court", "法院", "Court"
    PROCURATORATE = "procuratorate", "检察院", "Procuratorate"
    STANDARDS_BODY = "standards-body", "标准化机构", "Standards body"
    LOCAL_GOVERNMENT = "local-government", "地方政府", "Local government"
    COMPANY = "company", "企业", "Company"
    MEDIA = "media", "媒体", "Media outlet"
    PERSON = "person", "人物", "Person"
    UNIVERSITY = "university", "高校", "University"
    THINK_TANK = "think-tank", "智库", "Think tank"
    INDUSTRY_BODY = "industry-body", "行业组织", "Industry body"
    FOREIGN_GOVERNMENT = "foreign-government", "外国政府", "Foreign government"
    INTERNATIONAL = (
        "international-organisation",
        "国际组织",
        "International organisation",
    )


class EventKind(Terms):
    """What sort of thing happened."""

    MEETING = "meeting", "会议", "Meeting"
    ADOPTION = "adoption", "通过", "Adoption"
    ENTRY_INTO_FORCE = "entry-into-force", "施行", "Entry into force"
    ANNOUNCEMENT = "announcement", "公告", "Announcement"
    SANCTION = "sanction", "制裁、管制", "Sanction or control"
    CORPORATE = "corporate-decision", "企业决定", "Corporate decision"
    ENFORCEMENT = "enforcement", "执法", "Enforcement"
    PUBLICATION = "publication", "发布", "Publication"
    REFORM = "institutional-reform", "机构改革", "Institutional reform"


class Level(Terms):
    """Whose jurisdiction a document speaks for."""

    CENTRAL = "central", "中央", "Central"
    PROVINCIAL = "provincial", "省级", "Provincial"
    MUNICIPAL = "municipal", "市级", "Municipal"
    FOREIGN = "foreign", "外国", "Foreign"
    INTERNATIONAL = "international", "国际", "International"


class SourceKind(Terms):
    """What sort of body stands behind a document or law; derived, never typed in."""

    PARTY = "party", "党的机构", "Party"
    LEGISLATURE = "legislature", "立法机关", "Legislature"
    STATE_COUNCIL = "state-council", "国务院", "State Council"
    MINISTRY = "ministry", "部委及直属机构", "Ministry or agency"
    LOCAL = "local-government", "地方政府", "Local government"
    COURT = "court", "司法机关", "Court or procuratorate"
    STANDARDS = "standards-body", "标准化机构", "Standards body"
    COMPANY = "company", "企业", "Company"
    ASSOCIATION = "industry-body", "行业组织", "Industry body"
    RESEARCH = "research", "高校、智库", "University or think tank"
    PERSON = "person", "个人", "Person"
    MEDIA = "media", "媒体", "Media"
    FOREIGN = "foreign-government", "外国政府", "Foreign government"
    INTERNATIONAL = (
        "international-organisation",
        "国际组织",
        "International organisation",
    )


class DateRole(Terms):
    """What a date is the date of; one document may carry several."""

    ADOPTED = "adopted", "通过", "Adopted"
    SIGNED = "signed", "成文", "Signed"
    PUBLISHED = "published", "发布", "Published"
    PROMULGATED = "promulgated", "公布", "Promulgated"
    EFFECTIVE = "effective", "施行", "Effective"
    EXPIRES = "expires", "失效", "Expires"
    SUSPENDED_UNTIL = "suspended-until", "暂停至", "Suspended until"
    HAPPENED = "happened", "发生", "Happened"


class Language(Terms):
    """Languages and scripts of texts, as BCP 47 tags."""

    ZH_HANS = "zh-Hans", "简体中文", "Chinese (Simplified)"
    ZH_HANT = "zh-Hant", "繁体中文", "Chinese (Traditional)"
    EN = "en", "英文", "English"


class TextKind(Terms):
    """How a text relates to what was issued."""

    ORIGINAL = "original", "原文", "Original"
    OFFICIAL = "official-translation", "官方译文", "Official translation"
    UNOFFICIAL = "unofficial-translation", "非官方译文", "Unofficial translation"
    MACHINE = "machine-translation", "机器翻译", "Machine translation"
    DIGEST = "digest", "本馆摘要", "Digest by the archive"


class Access(Terms):
    """What may be shown of a text or capture; members stand from open to closed."""

    OPEN = "open", "公开", "Open"
    SNIPPET = "snippet", "仅供摘录", "Extracts only"
    DARK = "dark", "不公开", "Kept, not shown"

    @classmethod
    def strictest(cls, *codes: str) -> "Access":
        """Return the most restrictive of several accesses; unknown codes are dark."""
        order = list(cls)
        ranks = [order.index(cls(c)) if c in cls.values else 2 for c in codes]
        return order[max(ranks, default=0)]


class AliasKind(Terms):
    """What sort of other name an alias is."""

    SHORT = "short", "简称", "Short title"
    ABBREVIATION = "abbreviation", "缩写", "Abbreviation"
    FORMER = "former", "曾用名", "Former name"
    VARIANT = "variant", "异名", "Variant"
    TRANSLITERATION = "transliteration", "拼音", "Transliteration"


class Origin(Terms):
    """How the bytes of a capture came to the archive."""

    CAPTURED = "captured", "采集", "Captured from its address"
    UPLOADED = "uploaded", "上传", "Uploaded, not a capture"


class Role(Terms):
    """How one entry points at another, worded from both sides.

    The label reads "this entry … the other"; ``reverse_en`` and ``reverse_zh`` read
    from the other side. ``kinds`` are the allowed (source, target) pairs of kinds.
    """

    reverse_zh: str
    reverse_en: str
    kinds: frozenset[tuple[str, str]]

    def __new__(
        cls,
        code: str,
        zh: str = "",
        reverse: tuple[str, str] = ("", ""),
        kinds: str = "",
    ) -> "Role":
        """Make a role; ``kinds`` lists its pairs as ``source>target``."""
        role = str.__new__(cls, code)
        role._value_ = code
        role.zh = zh
        role.reverse_zh, role.reverse_en = reverse
        role.kinds = frozenset(
            (pair.split(">")[0], pair.split(">")[1]) for pair in kinds.split()
        )
        return role

    # who
    ISSUER = (
        "issuer",
        "发布机关",
        ("发布的文献", "Issued"),
        "document>actor law>actor event>actor",
        "Issuer",
    )
    AUTHOR = "author", "作者", ("所著文献", "Author of"), "document>actor", "Author"
    PUBLISHER = (
        "publisher",
        "刊发者",
        ("刊发的文献", "Published"),
        "document>actor",
        "Publisher",
    )
    SUBJECT = (
        "subject",
        "对象",
        ("作为对象", "Subject of"),
        "document>actor event>actor",
        "Subject",
    )
    MENTIONED = (
        "mentions",
        "提及",
        ("被提及", "Mentioned in"),
        "document>actor document>document document>law document>event",
        "Mentions",
    )
    # documents and laws among themselves
    TEXT_OF = (
        "text-of",
        "文本属于",
        ("文本", "Texts"),
        "document>law",
        "Text of",
    )
    DRAFT_OF = (
        "draft-of",
        "草案对应",
        ("草案", "Drafts"),
        "document>law document>document",
        "Draft of",
    )
    IMPLEMENTS = (
        "implements",
        "贯彻实施",
        ("配套实施文件", "Implemented by"),
        "document>law document>document law>law",
        "Implements",
    )
    AMENDS = (
        "amends",
        "修改",
        ("被修改", "Amended by"),
        "document>law document>document law>law",
        "Amends",
    )
    REPEALS = (
        "repeals",
        "废止",
        ("被废止", "Repealed by"),
        "document>law document>document law>law",
        "Repeals",
    )
    REPLACES = (
        "replaces",
        "取代",
        ("被取代", "Replaced by"),
        "document>law document>document law>law",
        "Replaces",
    )
    SUSPENDS = (
        "suspends",
        "暂停实施",
        ("被暂停", "Suspended by"),
        "document>law document>document law>law",
        "Suspends",
    )
    APPLIES = (
        "applies",
        "依据",
        ("适用于", "Applied in"),
        "document>law document>document",
        "Applies",
    )
    TRANSLATES = (
        "translates",
        "翻译",
        ("译本", "Translated by"),
        "document>document document>law",
        "Translates",
    )
    FOLLOWS = (
        "follows",
        "承接",
        ("后续", "Followed by"),
        "document>document document>law event>event",
        "Follows",
    )
    REPORTS = (
        "reports",
        "报道",
        ("相关报道", "Reported in"),
        "document>document document>event document>law",
        "Reports",
    )
    RELATED = (
        "related",
        "相关",
        ("相关", "Related to"),
        "document>document document>law law>law document>event event>event "
        "event>law event>document",
        "Related to",
    )
    # actors among themselves
    PARENT = "parent", "上级", ("下属机构", "Bodies under it"), "actor>actor", "Under"
    SUCCESSOR = (
        "successor",
        "后继机构",
        ("前身", "Formerly"),
        "actor>actor",
        "Succeeded by",
    )
    SAME_BODY = (
        "same-body",
        "一个机构两块牌子",
        ("一个机构两块牌子", "Same body, two nameplates"),
        "actor>actor",
        "Same body, two nameplates",
    )
    CO_LOCATED = (
        "co-located",
        "合署办公",
        ("合署办公", "Co-located with"),
        "actor>actor",
        "Co-located with",
    )
    # events
    HOST = "host", "主办", ("主办的事件", "Hosted"), "event>actor", "Host"
    PARTICIPANT = (
        "participant",
        "参与者",
        ("参与的事件", "Took part in"),
        "event>actor",
        "Participant",
    )
    TARGET = "target", "针对", ("受针对", "Target of"), "event>actor", "Target"
    REPORTER = (
        "reporter",
        "报道者",
        ("所报道的事件", "Reported"),
        "event>actor",
        "Reported by",
    )
    SIGNATORY = "signatory", "签署者", ("所签署", "Signed"), "event>actor", "Signatory"
    CONCERNS = (
        "concerns",
        "涉及",
        ("相关事件", "Events"),
        "event>document event>law",
        "Concerns",
    )


ACTOR_ROLES = frozenset(
    role.value for role in Role if any(target == "actor" for _, target in role.kinds)
)
