"""Claims checked per second: cleanbill, and claim-validator and pyoce where they are at hand, over the same claims.

    CLAIM_VALIDATOR_PYTHON=... PYOCE_PYTHON=... python benchmarks/peers.py [claims]

The two name interpreters of environments of their own (`pip install claim-validator==0.3.0 httpx`; `pip install
pyoce==0.1.0`, Python 3.12 or later). Each is given the claims in its own form, made before the clock starts. The claims
are right; what each program calls an error in them is printed. A rate says nothing of what is checked:

- cleanbill: every rule of the register on a claim as JSON: diagnoses by date, NCCI pairs and unit limits of the
  specialty's codes, minutes against units, payers, authorization, plan of care. It does not price a claim, and
  has no pair or limit of a code outside its table.
- claim-validator: fields that must be filled, formats, check digits, sums, repeated lines, modifiers that exclude each
  other. It holds 126 diagnoses and 111 procedures and calls every other one an error. No pairs of codes, no unit
  limits, no minutes, no authorization, no plan of care, nothing by date but timely filing.
- pyoce: CMS's editor for hospital outpatient claims, with all of its code pairs and the payment group of each line,
  which cleanbill has nothing of. It is given the claims as bill type 131, which they are not: a hospital does not bill
  992xx (its edit 062). No minutes, no authorization, no payer but Medicare.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import Counter
from typing import Any

import cleanbill
from claims_sample import claims_jsonl

ON = dt.date(2026, 11, 23)

CLAIM_VALIDATOR = """
from claim_validator import validate as check
def own(claim):
    patient, lines = claim["patient"], claim["lines"]
    return {
        "billing_provider_npi": claim["billing_npi"], "rendering_provider_npi": claim["rendering"]["npi"],
        "billing_provider_taxonomy": claim["rendering"]["taxonomy"], "subscriber_id": patient["id"],
        "patient_first_name": patient["first_name"], "patient_last_name": patient["last_name"],
        "patient_dob": patient["dob"], "patient_gender": patient["sex"], "payer_id": claim["payer"]["id"],
        "place_of_service": claim["place_of_service"], "total_charge": sum(line["charge"] for line in lines),
        "diagnosis_codes": [{"code": code, "pointer": n} for n, code in enumerate(claim["dx"], 1)],
        "lines": [
            {"procedure_code": line["code"], "modifiers": line["modifiers"], "units": line["units"],
             "diagnosis_pointers": line["dx_pointers"], "charge_amount": line["charge"] / line["units"],
             "service_date_from": line["date"], "service_date_to": line["date"]} for line in lines],
    }
def errors(result): return {finding.code for finding in result.findings if finding.severity.value == "error"}
"""
PYOCE = """
from pyoce import process_claim as check
LISTS = ("claimRejectionEditList", "claimDenialEditList", "claimReturnToProviderEditList", "claimSuspensionEditList",
         "lineRejectionEditList", "lineDenialEditList")
def own(claim):
    day = claim["lines"][0]["date"].replace("-", "")
    first, *others = [{"diagnosis": code.replace(".", "")} for code in claim["dx"]]
    return {
        "claimId": claim["claim_id"], "billType": "131", "dateStarted": day, "dateEnded": day,
        "age": str(int(day[:4]) - int(claim["patient"]["dob"][:4]) - 1),
        "sex": {"M": "1", "F": "2"}[claim["patient"]["sex"]],
        "principalDiagnosisCode": first, "secondaryDiagnosisCodeList": others,
        "lineItemList": [
            {"serviceDate": day, "hcpcs": line["code"], "revenueCode": "0420" if "GP" in line["modifiers"] else "0510",
             "unitsInput": str(line["units"]), "charge": str(round(100 * line["charge"])),
             "hcpcsModifierInputList": [{"hcpcsModifier": m} for m in line["modifiers"]]} for line in claim["lines"]],
    }
def errors(result): return {edit for name in LISTS for edit in result[name]}
"""
RUN = """
import collections, json, sys, time
claims = [own(json.loads(line)) for line in sys.stdin]
check(claims[0])
best = 1e9
for _ in range(3):
    start = time.process_time()
    results = [check(claim) for claim in claims]
    best = min(best, time.process_time() - start)
print(json.dumps([best, collections.Counter(code for result in results for code in errors(result))]))
"""


def ours(lines: list[bytes]) -> tuple[float, Counter[str]]:
    """The seconds of the best of three runs, and how many claims have an error, by rule."""
    cleanbill.check_claim(lines[0], ON)  # opens the tables
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        results = [cleanbill.check_claim(line, ON) for line in lines]
        best = min(best, time.process_time() - start)
    return best, Counter(rule for found in results for rule in {f.rule for f in found if f.severity == "error"})


def theirs(python: str, code: str, lines: list[bytes]) -> tuple[float, Counter[str]]:
    """The same of another program, run in its own environment."""
    done = subprocess.run([python, "-c", code + RUN], input=b"\n".join(lines), stdout=subprocess.PIPE, check=True)
    answer: tuple[float, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return answer[0], Counter(answer[1])


def main() -> None:
    """Measure, print a small table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    lines = claims_jsonl(count).splitlines()
    floor, errors = ours(lines)
    print(f"{count:,} right claims of 3 lines, from a document to its findings, one process")
    print(f"{'':18}{'claims/s':>10}{'cleanbill is':>15}   claims with an error")
    print(f"{'cleanbill':18}{count / floor:>10,.0f}{'':>15}   {_told(errors)}")
    for name, code in (("claim-validator", CLAIM_VALIDATOR), ("pyoce", PYOCE)):
        variable = f"{name.replace('-', '_').upper()}_PYTHON"
        if python := os.environ.get(variable):
            took, errors = theirs(python, code, lines)
            print(f"{name:18}{count / took:>10,.0f}{f'{took / floor:.1f} x as fast':>15}   {_told(errors)}")
        else:
            print(f"{name:18}{'not measured: ' + variable + ' is not set':>10}")


def _told(errors: Counter[str]) -> str:
    return ", ".join(f"{number} {code}" for code, number in errors.most_common(3)) or "none"


if __name__ == "__main__":
    main()
