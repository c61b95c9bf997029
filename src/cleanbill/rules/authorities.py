"""Authorities that several rules cite. Quotes are short and were read where the edition says."""

from cleanbill.codes import ncci
from cleanbill.codes.procedures import MUE_EDITION
from cleanbill.model.finding import Authority

_MANUAL = "Medicare Claims Processing Manual (CMS Pub. 100-04)"
_CHAPTER_5 = "https://www.cms.gov/Regulations-and-Guidance/Guidance/Manuals/Downloads/clm104c05.pdf"
_NCCI = "https://www.cms.gov/national-correct-coding-initiative-ncci"


def timed_units(quote: str) -> Authority:
    """How timed minutes become units for Medicare."""
    return Authority(
        title=_MANUAL,
        section="chapter 5, section 20.2.C, Counting minutes for timed codes in 15 minute units",
        edition="internet-only manual, read November 2026",
        url=_CHAPTER_5,
        quote=quote,
    )


def untimed_units() -> Authority:
    """How codes without minutes are counted."""
    return Authority(
        title=_MANUAL,
        section="chapter 5, section 20.2, Reporting of service units with HCPCS",
        edition="internet-only manual, read November 2026",
        url=_CHAPTER_5,
    )


def midpoint() -> Authority:
    """How CPT turns minutes into units; a payer adopts it by policy."""
    return Authority(
        title="CPT, introduction, Time (American Medical Association), as adopted by the payer",
        section="a unit is attained when its midpoint is passed, code by code",
        edition="CPT 2026",
        verified=False,
    )


def unlikely_units() -> Authority:
    """The unit limits of the NCCI."""
    return Authority(
        title="Medicare NCCI Medically Unlikely Edits, practitioner services",
        section="MUE value and adjudication indicator of the code",
        edition=f"effective {MUE_EDITION}",
        url=_NCCI,
    )


def pairs() -> Authority:
    """The code pairs of the NCCI."""
    return Authority(
        title="Medicare NCCI procedure-to-procedure edits, practitioner services",
        section="column 1 / column 2, modifier indicator",
        edition=f"effective {ncci.EDITION}",
        url=_NCCI,
    )


def distinct_services(quote: str) -> Authority:
    """What the indicators mean and what 59 and X{EPSU} are for."""
    return Authority(
        title="CMS, Proper Use of Modifiers 59, XE, XP, XS and XU",
        section="fact sheet",
        edition="MLN1783722, February 2024",
        url="https://www.cms.gov/files/document/mln1783722-proper-use-modifiers-59-xe-xp-xs-and-xu.pdf",
        quote=quote,
    )


def either_line() -> Authority:
    """On which line of a pair 59 and X{EPSU} count."""
    return Authority(
        title="CMS Change Request 11168 (Transmittal 2259)",
        section="modifiers 59 and X{EPSU} on either the column 1 or the column 2 code",
        edition="dates of service from 2019-07-01",
    )


def discipline() -> Authority:
    """That therapy services carry a therapy modifier."""
    return Authority(
        title=_MANUAL,
        section="chapter 5, section 20.1, Discipline specific outpatient rehabilitation modifiers",
        edition="as quoted by others, read November 2026",
        url=_CHAPTER_5,
        quote="report one of these modifiers for any therapy code on the list of applicable therapy codes",
    )


def always_therapy() -> Authority:
    """Which codes carry which therapy modifier."""
    return Authority(
        title="CMS Change Request 10176, Updated Editing of Always Therapy Services",
        section="always therapy codes; codes of one discipline",
        edition="dates of service from 2018-01-01",
        quote="Must always be accompanied by one of the GN, GO, or GP therapy modifiers",
    )


def separate_visit() -> Authority:
    """When a visit is paid beside a minor procedure."""
    return Authority(
        title="NCCI Policy Manual for Medicare Services",
        section="chapter 1, section D, Evaluation and management services",
        edition="as quoted by others, read November 2026",
        quote="a significant and separately identifiable E&M service unrelated to the decision to perform the minor "
        "surgical procedure is separately reportable with modifier 25",
    )


def guidelines(section: str, quote: str = "", verified: bool = True) -> Authority:
    """A section of the ICD-10-CM guidelines. `verified` False: the section was not at hand, in any wording."""
    return Authority(
        title="ICD-10-CM Official Guidelines for Coding and Reporting",
        section=section,
        edition="wording of FY 2025, as quoted by others" if verified else "FY 2027",
        quote=quote,
        verified=verified,
    )
