"""A questionnaire on a page, whoever fills it: its fields with answers and faults, and the answers a browser sends.

For the intake and for the note editor alike: `sheet.answers_of` reads what was posted, `sheet.groups` gives what
`asking/groups.html` shows; `static/cleanbill/asking.js` follows the questions that hang on another's answer.
"""
