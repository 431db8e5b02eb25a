"""Staff of the three trusts and their employee passports, a package of apps, the lowest first."""
