"""From which platform a file comes, told by the headers that only this platform writes.

Three of them are certain, two are likely, one is a guess; without any, people wrote the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from csatreport.answers.layout.platforms import GOOGLE, MICROSOFT, QUALTRICS_NAMES
from csatreport.tables.fold import fold

BY_HAND, SPSS = "by_hand", "spss"

_SIGNS: dict[str, tuple[str, ...]] = {
    "wjx": ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自ip", "总分"),
    "tencent": ("编号", "开始答题时间", "结束答题时间", "答题时长", "用户标识"),
    "google": GOOGLE,
    "microsoft": (*chain(*MICROSOFT), "电子邮件", "電子郵件"),
    "limesurvey": (
        "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
        "interviewtime", "答复 id", "答覆 id", "date submitted", "last page", "start language",
        "最后一页", "起始语言",
    ),
    "kobo": ("_id", "_uuid", "_submission_time", "__version__", "_version", "start", "end"),
    "qualtrics": (
        "startdate", "enddate", "progress", "duration (in seconds)", "finished", "recordeddate",
        "responseid", "recorded date",
    ),
    "surveymonkey": ("respondent id", "collector id", "start date", "end date", "ip address"),
    "redcap": (
        "record_id", "redcap_event_name", "redcap_survey_identifier", "redcap_repeat_instrument",
        "form_timestamp", "record id",
        "event name", "survey identifier", "survey timestamp", "complete?",
    ),
}  # fmt: skip
"""Headers by platform, folded. One that two platforms share speaks for both."""


_ENDINGS = re.compile(
    r"(?:instanceid|_timestamp|_complete|-(?:latitude|longitude|altitude|accuracy)|_id)\Z"
)
"""How headers end that programs write: moments and states of forms, places on earth, numbers."""
_OTHERS = QUALTRICS_NAMES | frozenset({
    "id", "status", "response type", "response id", "ipaddress", "questionnaire", "complete?",
    "form_complete", "username", "deviceid", "submissiondate", "_version", "__version__",
    "device_id", "key", "submitterid", "submittername", "instanceid", "reviewstate", "formversion",
    "edits", "attachmentspresent", "attachmentsexpected",
})  # fmt: skip
"""Headers of many platforms, which speak for none."""


class Certainty(StrEnum):
    """How sure it is from which platform a file comes."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformGuess:
    """A platform, how sure that is, and the headers that say so."""

    platform: str
    certainty: Certainty
    evidence: tuple[str, ...] = ()


def guess_platform(headers: Iterable[str], *, described: bool = False) -> PlatformGuess:
    """Return the platform that most of the headers speak for; `BY_HAND` where none does.

    A file that is ``described`` comes from a statistics program, from wherever it went there.

    >>> guess_platform(["Timestamp", "How was it?"]).certainty
    <Certainty.GUESSED: 'guessed'>
    """
    if described:
        return PlatformGuess(platform=SPSS, certainty=Certainty.CERTAIN)
    there = {name: header for header in headers for name in _spellings(header)}
    found = {
        platform: tuple(dict.fromkeys(there[sign] for sign in signs if sign in there))
        for platform, signs in _SIGNS.items()
    }
    platform, evidence = max(found.items(), key=lambda one: len(one[1]))
    if not evidence:
        return PlatformGuess(platform=BY_HAND, certainty=Certainty.GUESSED)
    by_count = {1: Certainty.GUESSED, 2: Certainty.LIKELY}
    certainty = by_count.get(len(evidence), Certainty.CERTAIN)
    return PlatformGuess(platform=platform, certainty=certainty, evidence=evidence)


def is_sign(header: str) -> bool:
    """Tell whether only a platform writes this header, and nobody asks it."""
    signs = {sign for signs in _SIGNS.values() for sign in signs}
    return any(
        name in signs or name in _OTHERS or _ENDINGS.search(name) for name in _spellings(header)
    )


def _spellings(header: str) -> tuple[str, ...]:
    """Return a header folded, and the code and the words that LimeSurvey joins."""
    name = fold(header)
    return (name, *name.split(". ", 1))
