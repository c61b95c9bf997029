"""Units: what the minutes earn and what a day allows."""
