"""What Medicare pays for a procedure: relative values, localities and the arithmetic, by date of service."""
