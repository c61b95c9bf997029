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
    !REF*EI*{billing.tax_id! tax}
    PER*IC**TE*{billing.phone phone}
""")
PATIENT_IS_SUBSCRIBER = rows("""
    !SBR*{subscriber.priority priority=P}*18*{subscriber.group 50}**\
{subscriber.insurance_type code}****{payer.type! filing}
    PAT*****{patient.dod date after D8}
    !NM1*IL*1*{patient.last_name!}*{patient.first_name! 35}****MI*{patient.id! 80}
    !N3*{patient.address.street! 55}*{patient.address.street2 55}
    !N4*{patient.address.city! 30}*{patient.address.state! state}*{patient.address.zip! zip}
    !DMG*D8*{patient.dob! date}*{patient.sex! sex}
    REF*Y4*{accident.claim_number 50}
""")
SUBSCRIBER = rows("""
    !SBR*{subscriber.priority priority=P}**{subscriber.group 50}**\
{subscriber.insurance_type code}****{payer.type! filing}
    !NM1*IL*1*{subscriber.last_name!}*{subscriber.first_name! 35}****MI*{patient.id! 80}
    N3*{subscriber.address.street! 55}*{subscriber.address.street2 55}
    N4*{subscriber.address.city! 30}*{subscriber.address.state! state}*{subscriber.address.zip! zip}
    DMG*D8*{subscriber.dob! date}*{subscriber.sex! sex}
""")
PAYER = rows("""
    !NM1*PR*2*{payer.name!}*****PI*{payer.id! 80}
""")
PATIENT = rows("""
    !PAT*{subscriber.relationship! relation}****{patient.dod date after D8}
    !NM1*QC*1*{patient.last_name!}*{patient.first_name! 35}
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
    DTP*455*D8*{date_last_xray date}
""")
ATTACHMENT = rows("""
    !PWK*{type! code}*{by! mail}***{control_number 50 after AC}
""")
REFERENCES = rows("""
    AMT*F5*{patient_paid money}
    REF*9F*{referral_number 50}
    REF*G1*{auth.number 50}
    REF*F8*{original_claim_ref 50}
    REF*EA*{record_number 50}
    NTE*{remark.type code=ADD}*{remark.text! 80}
    CR2********{manipulation.condition! code}**{manipulation.description 80}*{manipulation.description2 80}
""")
REFERRING = rows("""
    NM1*DN*1*{referring.last_name!}*{referring.first_name 35}****XX*{referring_npi! npi}
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
LINE = rows("""
    !DTP*472*D8*{date! date}
    !REF*6R*{control_number! 30}
    NTE*{remark.type code=ADD}*{remark.text! 80}
""")
OTHER_SUBSCRIBER = rows("""
    !SBR*{priority! order}*{relationship relation=18}*{group 50}******{type! filing}
""")
OTHER_PAYER = rows("""
    AMT*D*{paid money}
    AMT*EAF*{patient_owes money}
    !OI***Y***Y
    !NM1*IL*1*{last_name!}*{first_name 35}****MI*{member_id! 80}
    !NM1*PR*2*{name!}*****PI*{id! 80}
    DTP*573*D8*{date date}
    REF*F8*{claim_number 50}
""")
ADJUDICATION = rows("""
    DTP*573*D8*{date date}
""")
