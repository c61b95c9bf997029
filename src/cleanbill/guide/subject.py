"""What a section is made from: the record of a code, its release and its topics."""

from functools import cached_property
from typing import TYPE_CHECKING

from cleanbill.guide import topics
from cleanbill.guide.services import Services, services
from cleanbill.guide.topics import Topic
from cleanbill.model.code import CodeRecord, CodeTitle

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm import Release

_MUSCULOSKELETAL = "13"
_INJURY = "S"


class Subject:
    """A code on a date, with what the sections ask of it."""

    def __init__(self, release: "Release", record: CodeRecord) -> None:
        self.release = release
        self.record = record
        self.code = record.code
        self.on = record.on

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of the code, the closest first."""
        return topics.of(self.code, self.on)

    @cached_property
    def seventh(self) -> bool:
        """Whether the code is made by a 7th character; the entry it is made from stands above it."""
        return any(sibling.level == "seventh" for sibling in self.record.siblings)

    @property
    def entry(self) -> str:
        """The entry of the Tabular List whose own notes are the code's: the stem of a code with a 7th character."""
        return self.record.path[-1].code if self.seventh else self.code

    @property
    def fellows(self) -> tuple[CodeTitle, ...]:
        """The entries beside it that say something else: a 7th character alone does not."""
        return () if self.seventh else self.record.siblings

    @cached_property
    def of_the_specialty(self) -> bool:
        """Whether musculoskeletal clinics bill it: chapter 13, an injury, or a code with a topic of its own."""
        chapter = self.record.path[0].code if self.record.path else ""
        in_tree = chapter == _MUSCULOSKELETAL or (bool(chapter) and self.code.startswith(_INJURY))
        return self.record.status.exists and (in_tree or self.services is not None)

    @cached_property
    def services(self) -> Services | None:
        """The procedures billed with it, by the closest topic that names a set."""
        return next((services(topic.services) for topic in self.topics if topic.services), None)
