"""The verbs of the hub. Each locks the referral first, so that two people who act at once act one after the other."""
