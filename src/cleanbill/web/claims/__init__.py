"""Claims: from a signed visit to the payer's answer."""
