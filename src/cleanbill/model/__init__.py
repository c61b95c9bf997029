"""What cleanbill speaks of: claims, notes as read, findings. Frozen structs; no I/O, no rules."""
