"""The guides of the documents between a clinic and a payer, as they are read.

A row is a level: its code (HL03), the loop it opens, the segments that may stand in it.
"""

from cleanbill.x12.levels import plan

CLAIM_ACKNOWLEDGEMENT = plan(
    "277",
    "005010X214",
    "Health Care Claim Acknowledgment (277)",
    """
    20 2000A NM1 TRN DTP
    21 2000B NM1 TRN STC QTY AMT
    19 2000C NM1 TRN STC REF QTY AMT
    PT 2000D NM1 TRN STC REF DTP SVC
""",
)
ELIGIBILITY_REQUEST = plan(
    "270",
    "005010X279",
    "Health Care Eligibility Benefit Inquiry (270)",
    """
    20 2000A NM1
    21 2000B NM1 REF N3 N4 PRV
    22 2000C TRN NM1 REF N3 N4 PRV DMG INS HI DTP EQ AMT III
    23 2000D TRN NM1 REF N3 N4 PRV DMG INS HI DTP EQ AMT III
""",
)
ELIGIBILITY_REPLY = plan(
    "271",
    "005010X279",
    "Health Care Eligibility Benefit Response (271)",
    """
    20 2000A AAA NM1 PER
    21 2000B NM1 REF N3 N4 AAA PRV
    22 2000C TRN NM1 REF N3 N4 AAA PRV DMG INS HI DTP MPI EB HSD MSG III LS LE PER
    23 2000D TRN NM1 REF N3 N4 AAA PRV DMG INS HI DTP MPI EB HSD MSG III LS LE PER
""",
)
CLAIM_STATUS_REQUEST = plan(
    "276",
    "005010X212",
    "Health Care Claim Status Request (276)",
    """
    20 2000A NM1
    21 2000B NM1
    19 2000C NM1
    22 2000D DMG NM1 TRN REF AMT DTP SVC
    23 2000E DMG NM1 TRN REF AMT DTP SVC
""",
)
CLAIM_STATUS_REPLY = plan(
    "277",
    "005010X212",
    "Health Care Claim Status Response (277)",
    """
    20 2000A NM1 PER
    21 2000B NM1 TRN STC
    19 2000C NM1 TRN STC
    22 2000D NM1 TRN STC REF DTP SVC
    23 2000E NM1 TRN STC REF DTP SVC
""",
)
REVIEW = """
    20 2000A AAA NM1 PER
    21 2000B NM1 REF N3 N4 PER AAA PRV
    22 2000C NM1 REF N3 N4 DMG AAA INS
    23 2000D NM1 REF N3 N4 DMG AAA INS
    EV 2000E TRN AAA UM HCR REF DTP HI HSD CRC CL1 CR1 CR2 CR5 CR6 PWK MSG NM1 N3 N4 PER PRV
    SS 2000F TRN AAA UM HCR REF DTP SV1 SV2 SV3 TOO HSD PWK MSG NM1 N3 N4 PER PRV
"""
# The request and its reply are one set; BHT02 tells which of them it is.
SERVICES_REVIEW = plan("278", "005010X217", "Health Care Services Review (278)", REVIEW)
