"""Passports that their people share with another trust, until a day that they choose."""
