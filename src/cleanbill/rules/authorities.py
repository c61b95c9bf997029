"""Authorities that several rules cite. Quotes are short and were read where the edition says."""

from cleanbill.codes import ncci
from cleanbill.codes.procedures import MUE_EDITION
from cleanbill.model.finding import Authority

_MANUAL = "Medicare Claims Processing Manual (CMS Pub. 100-04)"
_BENEFITS = "Medicare Benefit Policy Manual (CMS Pub. 100-02)"
_CHAPTER_15 = "https://www.cms.gov/Regulations-and-Guidance/Guidance/Manuals/Downloads/bp102c15.pdf"
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


def therapy_record(section: str, quote: str = "", verified: bool = True) -> Authority:
    """What Medicare wants in the record of outpatient therapy, by section of chapter 15."""
    return Authority(
        title=_BENEFITS,
        section=f"chapter 15, section {section}",
        edition="internet-only manual, as reproduced by others, read November 2026" if verified else "current",
        url=_CHAPTER_15,
        quote=quote,
        verified=verified,
    )


def treatment_note(quote: str) -> Authority:
    """What the note of a treatment day holds."""
    return therapy_record("220.3.E, Treatment note", quote)


def progress_report(quote: str) -> Authority:
    """What a progress report holds, and who writes it."""
    return therapy_record("220.3.D, Progress report", quote)


def plan_content() -> Authority:
    """What a plan of care names."""
    return Authority(
        title="42 CFR 410.61(c)",
        section="Content of the plan",
        edition="eCFR as reproduced in June 2026",
        url="https://www.ecfr.gov/current/title-42/section-410.61",
        quote="The plan prescribes the type, amount, frequency, and duration of the physical therapy, occupational "
        "therapy, or speech-language pathology services to be furnished to the individual, and indicates the "
        "diagnosis and anticipated goals.",
    )


def subluxation(quote: str) -> Authority:
    """How a subluxation is shown, and what the record says of it."""
    return therapy_record("240.1.2, Subluxation may be demonstrated by x-ray or physician's exam", quote)


def signed_record() -> Authority:
    """That a record is signed by its author."""
    return Authority(
        title="Medicare Program Integrity Manual (CMS Pub. 100-08)",
        section="chapter 3, section 3.3.2.4, Signature requirements",
        edition="as quoted by others, read November 2026",
        quote="Medicare requires that services provided/ordered be authenticated by the author",
    )


def manual_therapy() -> Authority:
    """What one Medicare contractor wants to read of manual therapy."""
    return Authority(
        title="Local Coverage Determination, Outpatient Physical and Occupational Therapy Services",
        section="L33631 (National Government Services), supportive documentation recommendations for 97140",
        edition="as quoted by others, read November 2026",
        quote="Area(s) being treated; Soft tissue or joint mobilization technique used",
    )


def code_meaning(section: str) -> Authority:
    """What a procedure code is for. CPT was not at hand."""
    return Authority(title="CPT (American Medical Association)", section=section, edition="CPT 2026", verified=False)


def group_therapy() -> Authority:
    """When patients are treated as a group."""
    return Authority(
        title=_BENEFITS,
        section="chapter 15, section 230, Group therapy services",
        edition="Transmittal 1753 of the Carriers Manual, as quoted by others, read November 2026",
        quote="The individuals can be, but need not be, performing the same activity. The physician or therapist "
        "involved in group therapy services must be in constant attendance, but one-on-one patient contact is not "
        "required.",
    )


def cloned() -> Authority:
    """That a note has to be of its own visit."""
    return Authority(
        title="National Government Services, Cloned Documentation Could Result in Medicare Denials for Payment",
        section="Documentation",
        edition="read November 2026",
        url="https://www.ngsmedicare.com/web/ngs/documentation?selectedArticleId=1459133",
        quote="Documentation is considered cloned when it is worded exactly like or similar to previous entries. ... "
        "Individualized patient notes for each patient encounter are required.",
    )


def active_treatment() -> Authority:
    """What AT on spinal manipulation says."""
    return Authority(
        "MLN Matters, Use of the AT Modifier for Chiropractic Billing",
        "SE1602",
        "2016-03",
        "https://www.hhs.gov/guidance/document/use-modifier-chiropractic-billing-new-information-along-information-mm3449",
        "The Active Treatment (AT) modifier was developed to clearly define the difference between active "
        "treatment and maintenance treatment.",
    )
