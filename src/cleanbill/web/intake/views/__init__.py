"""The pages of intakes: the patient's own, and the clinic's."""
