"""What this room has to say on the pages of others."""
