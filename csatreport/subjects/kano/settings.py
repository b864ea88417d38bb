"""How Kano's pairs are judged."""

from csatreport.study.format.own import OwnSettings
from csatreport.study.names import one_of
from csatreport.study.yaml.declared import key, settings


@settings(name="pairs")
class KanoRule(OwnSettings):
    """How Kano's pairs are judged."""

    pouliot: bool = key(
        one_of(("berger", "pouliot")),
        "pouliot",
        name="kano",
        default=False,
        says="berger",
        made=lambda word: word == "pouliot",
    )
    """The evaluation table: Berger's, or Pouliot's, by which nobody expects a feature and also
    expects that it is missing."""
