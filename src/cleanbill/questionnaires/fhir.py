"""Forms as FHIR R4 Questionnaire resources, answers as QuestionnaireResponse, and back.

Source: HL7 FHIR R4 (4.0.1), Questionnaire and QuestionnaireResponse; extensions `minValue`, `maxValue`,
`questionnaire-unit`, `questionnaire-optionExclusive`, `entryFormat` and `questionnaire-itemControl`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cleanbill.codes.procedures import PROCEDURES
from cleanbill.questionnaires.definition import LONGEST, Condition, Item, Option, Questionnaire, path_of

EXTENSION = "http://hl7.org/fhir/StructureDefinition/"
CANONICAL = "urn:cleanbill:questionnaire:"
CPT, HCPCS = "http://www.ama-assn.org/go/cpt", "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
UCUM = {"min": "min", "deg": "deg", "weeks": "wk", "a week": "/wk", "%": "%"}
TYPES = {
    "choice": "choice", "text": "text", "integer": "integer", "decimal": "decimal", "date": "date",
    "yes_no": "boolean", "group": "group",
}  # fmt: skip
VALUES = {
    "choice": "Coding", "text": "String", "integer": "Integer", "decimal": "Decimal", "date": "Date",
    "yes_no": "Boolean",
}  # fmt: skip
Json = dict[str, Any]


def to_fhir(form: Questionnaire) -> Json:
    """The form as a Questionnaire. A link id is the item's path."""
    return {
        "resourceType": "Questionnaire",
        "id": form.name.replace("_", "-"),
        "url": canonical(form),
        "version": form.version,
        "name": form.name.title().replace("_", ""),
        "title": form.title,
        "status": "active",
        "subjectType": ["Patient"],
        "description": form.purpose,
        "item": [_item(item, "", dict(form.walk())) for item in form.items],
    }


def canonical(form: Questionnaire) -> str:
    """The name by which a response says which form it answers; `|` and the version may follow."""
    return CANONICAL + form.name


def coding(option: Option) -> Json:
    """An option as a Coding; a procedure code names its system."""
    system = ({"system": CPT if option.value.isdigit() else HCPCS}) if option.value in PROCEDURES else {}
    return system | {"code": option.value, "display": option.label}


def value(item: Item, answer: Any) -> Any:
    """An answer as FHIR writes it."""
    if item.kind == "choice":
        option = item.option(answer)
        return coding(option) if option else None
    return answer.isoformat() if isinstance(answer, dt.date) else answer


def _item(item: Item, group: str, items: dict[str, Item]) -> Json:
    path = path_of(item.id, group) if group else item.id
    found: Json = {"linkId": path, "text": item.text, "type": TYPES[item.kind]}
    if extensions := list(_extensions(item)):
        found["extension"] = extensions
    found |= {name: True for name in ("required", "repeats") if getattr(item, name)}
    if item.computed:
        found["readOnly"] = True
    if item.kind == "text":
        found["maxLength"] = LONGEST
    if item.enable_when:
        found["enableWhen"] = [_condition(each, group, items) for each in item.enable_when]
        found["enableBehavior"] = "any"
    if item.options:
        found["answerOption"] = [_option(each, item) for each in item.options]
    elif item.initial is not None:
        found["initial"] = [{f"value{VALUES[item.kind]}": item.initial}]
    if item.kind == "group":
        found["item"] = [*_help(item, path), *(_item(each, path, items) for each in item.items)]
    return found


def _extensions(item: Item) -> Iterator[Json]:
    number = "valueInteger" if item.kind == "integer" else "valueDecimal"
    if item.least is not None:
        yield {"url": EXTENSION + "minValue", number: item.least}
    if item.most is not None:
        yield {"url": EXTENSION + "maxValue", number: item.most}
    if item.unit:
        unit = {"system": "http://unitsofmeasure.org", "code": UCUM[item.unit], "display": item.unit}
        yield {"url": EXTENSION + "questionnaire-unit", "valueCoding": unit}
    if item.help and item.kind != "group":
        yield {"url": EXTENSION + "entryFormat", "valueString": item.help}


def _help(item: Item, path: str) -> Iterator[Json]:
    """The help of a group as a line of its own."""
    if item.help:
        control = {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "help"}
        extension = {
            "url": EXTENSION + "questionnaire-itemControl", "valueCodeableConcept": {"coding": [control]}
        }  # fmt: skip
        yield {"linkId": f"{path}.help", "text": item.help, "type": "display", "extension": [extension]}


def _condition(condition: Condition, group: str, items: dict[str, Item]) -> Json:
    path = path_of(condition.item, group)
    return {"question": path, "operator": "=", "answerCoding": value(items[path], condition.is_)}


def _option(option: Option, item: Item) -> Json:
    found: Json = {"valueCoding": coding(option)}
    if option.alone:
        found["extension"] = [{"url": EXTENSION + "questionnaire-optionExclusive", "valueBoolean": True}]
    if option.value == item.initial:
        found["initialSelected"] = True
    return found
