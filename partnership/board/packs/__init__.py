"""Packs: what they can hold (``sections``), how that is kept (``frozen``), and what differs between two (``changes``)."""
