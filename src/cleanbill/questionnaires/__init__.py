"""Forms: what is asked as data, answers checked against it, and what they give: a note, its facts, part of a claim."""

from cleanbill.questionnaires.answers import AnswersError, Filled, Wrong, fill
from cleanbill.questionnaires.claim import claim
from cleanbill.questionnaires.definition import Item, Questionnaire
from cleanbill.questionnaires.document import blank, decode
from cleanbill.questionnaires.facts import facts
from cleanbill.questionnaires.fhir import to_fhir
from cleanbill.questionnaires.fhir_response import from_fhir_response, to_fhir_response
from cleanbill.questionnaires.library import form, forms
from cleanbill.questionnaires.note import write
from cleanbill.questionnaires.patient import for_patient

__all__ = [
    "AnswersError", "Filled", "Item", "Questionnaire", "Wrong", "blank", "claim", "decode", "facts", "fill",
    "for_patient", "form", "forms", "from_fhir_response", "to_fhir", "to_fhir_response", "write",
]  # fmt: skip
