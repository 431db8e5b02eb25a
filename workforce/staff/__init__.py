"""Who works where, and what each role asks for: checks, and training with its level."""
