"""What requests and placements out of area put into the menu, My work and search."""
