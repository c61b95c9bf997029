"""Who is liable: an employer, an auto insurer, or the health plan."""
