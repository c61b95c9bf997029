"""The guide page of any ICD-10-CM code, built from the code set, the rules, the payers and the procedures."""
