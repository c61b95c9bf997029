"""Patients with their coverages, episodes and plans of care; payers, providers and referrers."""
