"""What each loop of an 837P that we write is filled with, in the order of the guide. `rows` says how to read a row."""

from cleanbill.x12.rows import rows

SUBMITTER = rows("""
    !NM1*41*2*{submitter_name!}*****46*{submitter_id! 15}
    !PER*IC*{contact!}*TE*{phone! phone}
    !NM1*40*2*{receiver_name!}*****46*{receiver_id! 15}
""")
BILLING = rows("""
    PRV*BI*PXC*{billing.taxonomy taxonomy}
    !NM1*85*{billing.first_name person=2}*{billing.name!}*{billing.first_name 35}****XX*{billing_npi! npi}
    !N3*{billing.address.street! street 55}*{billing.address.street2 55}
    !N4*{billing.address.city! 30}*{billing.address.state! state}*{billing.address.zip! zip9}
    !REF*{billing.tax_id_type tax_kind=EI}*{billing.tax_id! tax}
    PER*IC**TE*{billing.phone phone}
""")
PAY_TO = rows("""
    !NM1*87*{billing.first_name person=2}
    !N3*{billing.pay_to.street! 55}*{billing.pay_to.street2 55}
    !N4*{billing.pay_to.city! 30}*{billing.pay_to.state! state}*{billing.pay_to.zip! zip}
""")
PAY_TO_PLAN = rows("""
    !NM1*PE*2*{name!}*****PI*{id! 80}
    !N3*{address.street! 55}*{address.street2 55}
    !N4*{address.city! 30}*{address.state! state}*{address.zip! zip}
    !REF*EI*{tax_id! tax}
""")
PATIENT_IS_SUBSCRIBER = rows("""
    !SBR*{subscriber.priority priority=P}*18*{subscriber.group 50}*{subscriber.group_name}*\
{subscriber.insurance_type code}****{payer.filing_code|payer.type! filing}
    PAT*****{patient.dod date after D8}*{patient.weight quantity after 01}*{patient.pregnant flag}
    !NM1*IL*1*{patient.last_name!}*{patient.first_name! 35}*\
{patient.middle_name 25}**{patient.suffix 10}*MI*{patient.id! 80}
    !N3*{patient.address.street! 55}*{patient.address.street2 55}
    !N4*{patient.address.city! 30}*{patient.address.state! state}*{patient.address.zip! zip}
    !DMG*D8*{patient.dob! date}*{patient.sex! sex}
    REF*SY*{subscriber.ssn tax}
    REF*Y4*{accident.claim_number 50}
""")
SUBSCRIBER = rows("""
    !SBR*{subscriber.priority priority=P}**{subscriber.group 50}*{subscriber.group_name}*\
{subscriber.insurance_type code}****{payer.filing_code|payer.type! filing}
    !NM1*IL*1*{subscriber.last_name!}*{subscriber.first_name! 35}*\
{subscriber.middle_name 25}**{subscriber.suffix 10}*MI*{patient.id! 80}
    N3*{subscriber.address.street! 55}*{subscriber.address.street2 55}
    N4*{subscriber.address.city! 30}*{subscriber.address.state! state}*{subscriber.address.zip! zip}
    DMG*D8*{subscriber.dob! date}*{subscriber.sex! sex}
    REF*SY*{subscriber.ssn tax}
""")
PAYER = rows("""
    !NM1*PR*2*{payer.name!}*****PI*{payer.id! 80}
    N3*{payer.address.street! 55}*{payer.address.street2 55}
    N4*{payer.address.city! 30}*{payer.address.state! state}*{payer.address.zip! zip}
""")
REFERENCE = rows("""
    !REF*{type! payer_number}*{number! 50}
""")
PATIENT = rows("""
    !PAT*{subscriber.relationship! relation}****{patient.dod date after D8}*\
{patient.weight quantity after 01}*{patient.pregnant flag}
    !NM1*QC*1*{patient.last_name!}*{patient.first_name! 35}*{patient.middle_name 25}**{patient.suffix 10}
    !N3*{patient.address.street! 55}*{patient.address.street2 55}
    !N4*{patient.address.city! 30}*{patient.address.state! state}*{patient.address.zip! zip}
    !DMG*D8*{patient.dob! date}*{patient.sex! sex}
    REF*Y4*{accident.claim_number 50}
""")
DATES = rows("""
    DTP*431*D8*{date_onset date}
    DTP*454*D8*{date_initial_treatment date}
    DTP*304*D8*{date_last_seen date}
    DTP*453*D8*{date_acute_manifestation date}
    DTP*439*D8*{accident.date date}
    DTP*484*D8*{date_last_menstruation date}
    DTP*455*D8*{date_last_xray date}
""")
LATER_DATES = rows("""
    DTP*297*D8*{date_last_worked date}
    DTP*296*D8*{date_return_to_work date}
    DTP*435*D8*{date_admitted date}
    DTP*096*D8*{date_discharged date}
    DTP*090*D8*{date_care_assumed date}
    DTP*091*D8*{date_care_relinquished date}
    DTP*444*D8*{date_first_contact date}
""")
ATTACHMENT = rows("""
    !PWK*{type! code}*{by! mail}***{control_number 50 after AC}
""")
REFERENCES = rows("""
    CN1*{contract.type! contract}*{contract.amount money}*{contract.percent quantity}*{contract.number 50}*\
{contract.discount quantity}*{contract.version 30}
    AMT*F5*{patient_paid money}
    REF*4N*{auth_exception exception}
    REF*9F*{referral_number 50}
    REF*G1*{auth.number 50}
    REF*F8*{original_claim_ref 50}
    REF*X4*{clia_number 50}
    REF*D9*{clearinghouse_number 20}
    REF*EA*{record_number 50}
    REF*P4*{demonstration_number 50}
""")
NOTES = rows("""
    NTE*{remark.type code=ADD}*{remark.text! 80}
    CR2********{manipulation.condition! code}**{manipulation.description 80}*{manipulation.description2 80}
""")
REFERRING = rows("""
    NM1*DN*1*{referring.last_name!}*{referring.first_name 35}****XX*{referring_npi! npi}
""")
PRIMARY_CARE = rows("""
    NM1*P3*1*{primary_care.last_name!}*{primary_care.first_name 35}****XX*{primary_care_npi! npi}
""")
RENDERING = rows("""
    !NM1*82*1*{rendering.last_name!}*{rendering.first_name 35}****XX*{rendering.npi! npi}
    PRV*PE*PXC*{rendering.taxonomy taxonomy}
""")
FACILITY = rows("""
    !NM1*77*2*{facility.name!}*****{facility.npi npi after XX}
    !N3*{facility.address.street! 55}*{facility.address.street2 55}
    !N4*{facility.address.city! 30}*{facility.address.state! state}*{facility.address.zip! zip9}
""")
SUPERVISING = rows("""
    NM1*DQ*1*{supervising.last_name!}*{supervising.first_name 35}****XX*{supervising_npi! npi}
""")
PURCHASED = rows("""
    NM1*QB*2******XX*{purchase.npi! npi}
""")
ORDERING = rows("""
    NM1*DK*1*{ordering.last_name!}*{ordering.first_name 35}****XX*{ordering_npi! npi}
""")
LINE_DATES = rows("""
    DTP*607*D8*{date_recertification date}
    DTP*463*D8*{date_begin_therapy date}
    DTP*461*D8*{date_last_certification date}
    DTP*304*D8*{date_last_seen date}
    DTP*455*D8*{date_last_xray date}
    DTP*454*D8*{date_initial_treatment date}
""")
LINE_REFERENCES = rows("""
    !REF*6R*{control_number! 30}
    REF*X4*{clia_number 50}
""")
LINE_NOTES = rows("""
    NTE*{remark.type code=ADD}*{remark.text! 80}
    PS1*{purchase.number! 50}*{purchase.amount! money}
""")
DRUG = rows("""
    !LIN**N4*{drug.ndc! ndc}
    !CTP****{drug.quantity! quantity}*{drug.unit! dose}
    REF*XZ*{drug.prescription 50}
""")
OTHER_SUBSCRIBER = rows("""
    !SBR*{priority! order}*{relationship relation=18}*{group 50}*{group_name}*{insurance_type code}****\
{filing_code|type! filing}
""")
OTHER_PAYER = rows("""
    AMT*D*{paid money}
    AMT*A8*{not_covered money}
    AMT*EAF*{patient_owes money}
    !OI***{benefits_assigned yes=Y}***{release code=Y}
""")
OTHER_INSURED = rows("""
    !NM1*IL*1*{last_name!}*{first_name 35}****MI*{member_id! 80}
    N3*{insured_address.street! 55}*{insured_address.street2 55}
    N4*{insured_address.city! 30}*{insured_address.state! state}*{insured_address.zip! zip}
    !NM1*PR*2*{name!}*****PI*{id! 80}
    N3*{address.street! 55}*{address.street2 55}
    N4*{address.city! 30}*{address.state! state}*{address.zip! zip}
    DTP*573*D8*{date date}
""")
OTHER_REFERENCES = rows("""
    REF*G1*{auth_number 50}
    REF*9F*{referral_number 50}
    REF*T4*{adjusted flag}
    REF*F8*{claim_number 50}
""")
ADJUDICATION = rows("""
    DTP*573*D8*{date date}
    AMT*EAF*{patient_owes money}
""")
