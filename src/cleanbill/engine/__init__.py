"""The engine: what a rule is, which rules wake for a visit, and how their faults become findings."""
