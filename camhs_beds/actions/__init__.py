"""The verbs of the beds.

Each locks the bed first, where there is one, then the request, then the stay: so two people who want the same bed act
one after the other, and never wait for each other in a ring.
"""
