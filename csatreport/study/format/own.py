"""What may be set about a subject: keys of a questionnaire or a register that it brings along.

This room knows no subject. Whoever reads a study hands in the settings of all there are: classes
whose keys stand in the block they are named after, which is a questionnaire, a block in it or a
register. What was read is kept under its class (`settings_of`).

    @settings(name="questionnaire")
    class ThemeSettings(OwnSettings):
        themes: tuple[Theme, ...] = key(ListOf(block_of(Theme)), "What …", default=())
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Self, TypeAlias

from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire
from csatreport.study.register import Register
from csatreport.study.yaml.block import Block, Fields, Key
from csatreport.study.yaml.declared import block_of, homes, read_settings
from csatreport.study.yaml.written import Problems


class OwnSettings:
    """Settings of one subject: made by `settings`, with a default for every key."""

    behind: ClassVar[str] = ""
    """The key of a file that its own stand behind; "" for the end. In a block they come last."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> Self:  # noqa: ARG002
        """Return what holds of what was set, after noting what does not fit.

        Args:
            fields: the block that the keys stand in.
            edition: the newest one.
            problems: where to note it.
        """
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of other questionnaires whose results it takes."""
        return ()

    def among(
        self, fields: Fields, mine: Questionnaire, others: Mapping[str, Questionnaire],
        problems: Problems,
    ) -> None:  # fmt: skip
        """Note what does not fit the other questionnaires of the study, by their ids."""


QUESTIONNAIRE = block_of(Questionnaire).name

Own: TypeAlias = Sequence[type[OwnSettings]]
"""The settings of all subjects, in the order of the report."""


def own_keys(own: Own, block: str, behind: str | None = None) -> tuple[Key, ...]:
    """Return the keys that subjects have in a block of a name: all, or those behind a key."""
    homes = (block_of(one) for one in own if behind is None or one.behind == behind)
    return tuple(key for home in homes if home.name == block for key in home.keys)


def questionnaire_format(own: Own) -> Block:
    """Return the format of ``config/questionnaires/*.yaml`` with the keys of subjects."""
    return _with_own(block_of(Questionnaire), own)


def register_format(own: Own) -> Block:
    """Return the format of ``config/registers/*.yaml`` with the keys of subjects."""
    return _with_own(block_of(Register), own)


def _with_own(root: Block, own: Own) -> Block:
    keys: list[Key] = []
    for key in root.keys:
        shape = key.shape
        if isinstance(shape, Block) and (inner := own_keys(own, shape.name)):
            shape = replace(shape, keys=shape.keys + inner)
        keys += (replace(key, shape=shape), *own_keys(own, root.name, key.name))
    return replace(root, keys=(*keys, *own_keys(own, root.name, "")))


def named_by(asked: Questionnaire) -> tuple[str, ...]:
    """Return the ids of other questionnaires whose results a questionnaire's subjects take."""
    own = (one for one in asked.settings if isinstance(one, OwnSettings))
    return tuple(dict.fromkeys(name for one in own for name in one.named))


def check_among(
    mine: Questionnaire, fields: Fields, others: Mapping[str, Questionnaire], problems: Problems
) -> None:
    """Note what is set about subjects and does not fit the other questionnaires."""
    for one in mine.settings:
        if isinstance(one, OwnSettings) and block_of(type(one)).name == QUESTIONNAIRE:
            one.among(fields, mine, others, problems)


def read_own(
    own: Own, file: type, fields: Fields, edition: Edition, problems: Problems
) -> tuple[OwnSettings, ...]:
    """Return what a file sets about each subject, checked."""
    found: list[OwnSettings] = []
    for made, name in ((one, block_of(one).name) for one in own):
        if name not in homes(file):
            continue
        block = fields if name == block_of(file).name else fields.block(name)
        one = read_settings(made, block)
        found.append(one if block is None else one.checked(block, edition, problems))
    return tuple(found)
