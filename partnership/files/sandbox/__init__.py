"""Files that somebody sends: read by a program of its own, and named in sentences when they cannot be taken."""
