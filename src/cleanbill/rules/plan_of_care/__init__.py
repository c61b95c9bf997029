"""The plan of care of outpatient therapy: its content, its certification, its reports."""
