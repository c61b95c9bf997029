"""Filing the claim: when, and what every claim carries."""
