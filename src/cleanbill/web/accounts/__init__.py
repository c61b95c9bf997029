"""Clinics, the people who work there, what each role may do, and the one place where a clinic's records are chosen."""
