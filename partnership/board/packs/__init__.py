"""Packs: what they can hold (``sections``), how that is kept (``frozen``), what differs between two (``changes``)."""
