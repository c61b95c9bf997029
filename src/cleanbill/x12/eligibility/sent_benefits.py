"""One benefit of a 271 as it is sent."""

from cleanbill.model.eligibility import CoveredBenefit, Related
from cleanbill.x12.deliveries import sent as delivered
from cleanbill.x12.interchange import Segments
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.periods import dtps
from cleanbill.x12.rejections import sent
from cleanbill.x12.rows import MISSING, Row, Wrong, rows, write, written
from cleanbill.x12.services import with_procedure

LONGEST_MESSAGE = 264
BENEFIT = rows("""
    !EB*{kind! code}*{coverage code}*{service_types codes}*{insurance_type code}*{plan 50}*{period code}*{money money}*\
{percent fraction}*{quantity_type code}*{quantity paid_units}*{authorization answer}*{in_network network}
""")
PROCEDURE_AT = 13
REFERENCE = rows("!REF*{kind! code}*{number! 50}")
DETAIL = rows("!III*{kind! code}*{number! 30}")
RELATED = rows("""
    !NM1*{party.kind! code}*{party.first_name person=2}*{party.name 60}*{party.first_name 35}****\
{party.id_type code}*{party.id 80}
    N3*{address.street 55}*{address.street2 55}
    N4*{address.city 30}*{address.state state}*{address.zip zip}
    PER*IC**TE*{party.phone phone}
    PRV*PE*PXC*{party.taxonomy taxonomy}
""")


def benefit(one: CoveredBenefit, above: str, wrong: list[Wrong]) -> Segments:
    """The segments of a benefit that stands at the pointer `above`."""
    if (one.quantity_type is None) != (one.quantity is None):
        lacking = "quantity_type" if one.quantity_type is None else "quantity"
        wrong.append(Wrong(f"{above}/{lacking}", MISSING))
    (eb,) = write(BENEFIT, one, wrong, above)
    segments = [with_procedure(eb, PROCEDURE_AT, one.code, one.modifiers, above, wrong) if one.code else eb]
    for index, delivery in enumerate(one.deliveries):
        segments += delivered(delivery, f"{above}/deliveries/{index}", wrong)
    segments += _each(REFERENCE, one.references, f"{above}/references", wrong)
    segments += dtps(one.dates, f"{above}/dates", wrong)
    segments += sent(one.rejections, "service", wrong, above)
    for index, message in enumerate(one.messages):
        segments.append(f"MSG*{written(message, KINDS['text'], LONGEST_MESSAGE, f'{above}/messages/{index}', wrong)}")
    segments += _each(DETAIL, one.details, f"{above}/details", wrong)
    return segments + _related(one.related, f"{above}/related", wrong)


def _related(related: tuple[Related, ...], above: str, wrong: list[Wrong]) -> Segments:
    return ["LS*2120", *_each(RELATED, related, above, wrong), "LE*2120"] if related else []


def _each(table: tuple[Row, ...], documents: tuple[object, ...], above: str, wrong: list[Wrong]) -> Segments:
    return [
        segment
        for index, document in enumerate(documents)
        for segment in write(table, document, wrong, f"{above}/{index}")
    ]
