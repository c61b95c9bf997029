"""What payers say of claims: acknowledgements (277CA), questions (276) and replies (277), read and written."""
