"""What wards and the board put into the menu and My work."""
