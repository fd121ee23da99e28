"""The JSON reports of `check` and `export` as models: what scripts may rely on (design.md §1).

They are loaded to print their schemas, and by the tests, which hold every report to them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from segur_tui.application.files.checking import UNREADABLE
from segur_tui.cli.output import WarningId
from segur_tui.cli.reports import check_json, export_json
from segur_tui.cli.rules import known
from segur_tui.format.claim_file import FileKind
from segur_tui.format.finding import FindingSource, Severity
from segur_tui.format.obstacle import Obstacle


def _known(rule_id: str) -> str:
    """Return the id of a rule; raises ValueError where no rule has it."""
    if rule_id not in _rule_ids():
        raise ValueError(f"no rule has the id {rule_id}")
    return rule_id


def _rule_ids() -> list[JsonValue]:
    return [rule.id for rule in known()]


RuleId = Annotated[
    str, AfterValidator(_known), Field(json_schema_extra=lambda schema: schema.update(enum=_rule_ids()))
]
"""The id of a rule: one of those declared when it is asked, not when this is loaded."""


class Reported(BaseModel):
    """An object of a report: it has these members and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Proposal(Reported):
    """What is to stand at the place of a finding: a value, and another key where the key itself is wrong."""

    value: JsonValue
    key: str | None = None


class Problem(Reported):
    """A finding. `value` is the value as it is written: null for an object or a list, absent where none stands."""

    line: Annotated[int, Field(ge=1)] | None = Field(description="position in lignesImport; null: of the file")
    pointer: str = Field(description="where, as RFC 6901 writes it")
    balise: str | None
    severity: Literal[*(each.value for each in Severity)]  # type: ignore[valid-type]  # the values, each once
    source: Literal[*(each.value for each in FindingSource)]  # type: ignore[valid-type]
    rule: RuleId = Field(description="the id of the rule, as `segur-tui rules` lists them")
    message: str = Field(description="what is wrong and what is expected, in French")
    first: bool = Field(description="whether the ASP would stop here, and report nothing else of the line")
    fix: Proposal | None = Field(description="the correction that leaves no doubt")
    suggestion: Proposal | None = Field(description="the correction that is likely, and not certain")
    numero_editeur: str | None = Field(alias="numeroEditeur")
    value: JsonValue = None
    code: str | None = Field(description="the ASP's code, where it is the ASP's refusal")
    label: str | None = Field(description="the ASP's label, as code")


class CheckedFile(Reported):
    """A file with its counts, which are those of all findings, and the findings that are shown."""

    path: str
    kind: Literal[*(each.value for each in FileKind), UNREADABLE]  # type: ignore[valid-type]
    numero_ans: str | None = Field(alias="numeroAns")
    siret: str | None
    lines: Annotated[int, Field(ge=0)]
    accepted: Annotated[int, Field(ge=0)]
    rejected: Annotated[int, Field(ge=0)]
    pending: Annotated[int, Field(ge=0)]
    to_verify: Annotated[int, Field(ge=0)]
    errors: Annotated[int, Field(ge=0)]
    warnings: Annotated[int, Field(ge=0)]
    findings: list[Problem]


class CheckReport(Reported):
    """The report of `segur-tui check --format json`."""

    format: Literal[check_json.FORMAT]  # type: ignore[valid-type]
    files: list[CheckedFile]


class NamedLine(Reported):
    """A demande by the file that it comes from, its position there, and its n° éditeur."""

    source: str
    line: Annotated[int, Field(ge=1)]
    numero_editeur: str = Field(alias="numeroEditeur")


class WrittenLine(NamedLine):
    """A demande that was written, and its number in the new file."""

    num_ligne: Annotated[int, Field(ge=1)] = Field(alias="numLigne")


class WrittenClaims(Reported):
    """A file to deposit."""

    path: str
    lines: list[WrittenLine]


class StayingLine(NamedLine):
    """A demande that stays: the first obstacle, and all reasons in French."""

    obstacle: Literal[*dict.fromkeys(each.id for each in Obstacle)]  # type: ignore[valid-type]
    reasons: list[str]


class Caution(Reported):
    """A warning: its id, and its words in French."""

    id: WarningId
    text: str


class PackedDocuments(Reported):
    """A zip file of documents, and their names."""

    path: str
    files: list[str]


class UnnamedDocument(Reported):
    """A document that no line names, and the name that it seems to be meant by."""

    name: str
    proposed: str | None


class ExportReport(Reported):
    """The report of `segur-tui export --format json`.

    Every line of the sources is written or left out, but for accepted ones that nobody named: `accepted` counts
    these by source. `documents` and `unnamed` are there where a folder of documents was given.
    """

    format: Literal[export_json.FORMAT]  # type: ignore[valid-type]
    written: list[WrittenClaims]
    left_out: list[StayingLine]
    accepted: dict[str, int]
    warnings: list[Caution]
    documents: list[PackedDocuments] = []
    unnamed: list[UnnamedDocument] = []


REPORTS: dict[str, type[Reported]] = {"check": CheckReport, "export": ExportReport}
