"""Who billed, who treated, and for how much."""
