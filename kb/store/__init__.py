"""What a build is on disk: its tables, the folder it is published in, the cache of what was read."""
