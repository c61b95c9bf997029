"""The numbers of a clinic: what each means, what it comes to in a month, and the records behind it."""
