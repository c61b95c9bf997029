"""What a claim states of authorization, benefit and history comes out of the ledger, and the rules agree with it."""
