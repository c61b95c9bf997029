"""Diagnosis codes: valid on the date of service, compatible, in order, pointed at."""
