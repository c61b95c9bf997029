"""What each loop of an 835 that we write is filled with, in the order of the guide. `rows` says how to read a row."""

from cleanbill.x12.rows import rows

PAYMENT = rows("""
    !BPR*{payment.handling! code}*{payment.amount! money}*{payment.debit debit=C}*{payment.method! code}\
************{payment.date! date}
    !TRN*1*{payment.trace! 50}*{payment.payer_tax_id! employer}
    REF*EV*{receiver 50}
    DTM*405*{produced date}
""")
PAYER = rows("""
    !N1*PR*{name!}*{plan_id 80 after XV}
    !N3*{address.street! 55}*{address.street2 55}
    !N4*{address.city! 30}*{address.state! state}*{address.zip! zip}
    REF*2U*{id 50}
""")
POLICIES = rows("""
    PER*IC**UR*{policies 80}
""")
PAYEE_WITH_NPI = rows("""
    !N1*PE*{name!}*XX*{npi! npi}
""")
PAYEE_WITH_TAX_ID = rows("""
    !N1*PE*{name!}*FI*{tax_id! tax}
""")
PAYEE_ADDRESS = rows("""
    N3*{address.street! 55}*{address.street2 55}
    N4*{address.city! 30}*{address.state! state}*{address.zip! zip}
""")
TAX_ID = rows("""
    REF*TJ*{tax_id tax}
""")
CLAIM = rows("""
    !CLP*{claim_id! 38}*{status! code}*{charge! signed}*{paid! signed}*{patient_responsibility signed}\
*{filing! code}*{claim_number! 50}*{place_of_service place}*{frequency_code code 1}
""")
DATES_OF_CLAIM = rows("""
    DTM*232*{service_from date}
    DTM*233*{service_to date}
    DTM*036*{coverage_ended date}
    DTM*050*{received date}
""")
PERSON = rows("""
    !{last_name}*{first_name 35}*{middle_name 25}**{suffix 10}*{id_type code}*{id 80}
""")
DAY = rows("""
    DTM*472*{date date}
""")
DAYS = rows("""
    !DTM*150*{date! date}
    !DTM*151*{to! date}
""")
CONTROL_NUMBER = rows("""
    REF*6R*{control_number 50}
""")
REFERENCE = rows("""
    !REF*{qualifier! code}*{value! 50}
""")
ADJUSTMENT = rows("""
    !{reason! reason}*{amount! adjustment}*{quantity number}
""")
SERVICE = rows("""
    !{type code=HC}*{code! 48}
""")
OF_THE_WHOLE = rows("""
    !PLB*{provider! 50}*{period_end! date}
""")
