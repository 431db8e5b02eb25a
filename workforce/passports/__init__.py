"""Employee passports: checks and training, what is current, what is missing, and who has looked."""
