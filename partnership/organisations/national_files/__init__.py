"""Files that the nation publishes, read into the portal's own tables: every row checked, none taken on trust."""
